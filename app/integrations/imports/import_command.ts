import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** The ace command `import:<kind>`: the rooms say what a kind is; a command only gives it its name. */
export function importCommand(kind: string): typeof BaseCommand {
  class ImportCommand extends BaseCommand {
    static commandName = `import:${kind}`
    static description = `Import ${kind} from a CSV or XLSX file: checks every cell, shows what would change, all or nothing`
    static help = [
      `{{ binaryName }} import:${kind} ${kind}.xlsx --dry-run`,
      `{{ binaryName }} import:${kind} --template > ${kind}.csv`,
    ]
    static options: CommandOptions = { startApp: true }

    @args.string({
      description: 'CSV (UTF-8 or GB 18030) or XLSX file; the first row holds the headings',
      required: false,
    })
    declare file: string | undefined

    @flags.boolean({ description: 'Check and compare only' })
    declare dryRun: boolean

    @flags.boolean({ description: 'Import the rows without fault although others have some' })
    declare partial: boolean

    @flags.boolean({ description: 'Print an empty table with the headings' })
    declare template: boolean

    @flags.boolean({ description: 'Print the result as JSON' })
    declare json: boolean

    async run() {
      const { importKind } = await import('#app/integrations/imports')
      const registered = importKind(kind)
      if (!registered) return this.#fail(`no room imports ${kind}`)
      if (this.template) {
        const { csvText } = await import('#app/integrations/imports/write_csv')
        const headings = registered.columns.map(({ name }) => name)
        return void process.stdout.write(await csvText(headings, []))
      }
      if (!this.file) return this.#fail('name the file to import')

      const { runImport } = await import('#app/integrations/imports/run_import')
      const { commandActor } = await import('#app/audit/index')
      const outcome = await runImport({
        kind: registered,
        path: this.app.makePath(this.file),
        dryRun: this.dryRun,
        partial: this.partial,
        by: commandActor(`import:${kind}`),
      })
      if (outcome.faults.length > 0 && !(this.partial && outcome.imported)) this.exitCode = 1
      if (this.json) return console.log(JSON.stringify(outcome))
      this.#show(outcome)
    }

    #show({
      imported,
      counts,
      faults,
    }: Awaited<ReturnType<typeof import('#app/integrations/imports/run_import').runImport>>) {
      for (const { line, column, heading, message } of faults)
        this.logger.logError(`${this.file}:${line}${column ? `:${column} (${heading})` : ''}  ${message}`)
      const { add, change, remove, unchanged, faulty } = counts
      this.logger.log(
        `  ${add} new, ${change} changed, ${remove} removed, ${unchanged} unchanged, ${faulty} rows with faults`
      )
      if (imported) this.logger.success('imported')
      else if (faults.length > 0) this.logger.error('nothing was imported')
      else this.logger.info('nothing was imported (dry run)')
    }

    #fail(message: string): void {
      this.logger.error(message)
      this.exitCode = 1
    }
  }
  return ImportCommand
}
