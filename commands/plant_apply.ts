import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import type { KindChanges } from '#app/plant/configuration/changes'

export default class PlantApply extends BaseCommand {
  static commandName = 'plant:apply'
  static description =
    'Make the configuration what the files of a folder say: check all, show the difference, all or nothing'
  static help = ['{{ binaryName }} plant:apply resources/plant/demo --dry-run']
  static options: CommandOptions = { startApp: true }

  @args.string({ argumentName: 'folder', description: 'Folder with <kind>.yaml files' })
  declare folder: string

  @flags.boolean({ description: 'Check and compare only' })
  declare dryRun: boolean

  @flags.boolean({ description: 'Print the result as JSON' })
  declare json: boolean

  async run() {
    const { applyDefinitions } = await import('#app/plant/index')
    const { commandActor } = await import('#app/audit/index')
    const by = commandActor(PlantApply.commandName)
    const result = await applyDefinitions({ folder: this.app.makePath(this.folder), dryRun: this.dryRun, by })

    if (!result.ok) {
      this.exitCode = 1
      if (this.json) return console.log(JSON.stringify({ applied: false, kinds: [], faults: result.error }))
      for (const { file, line, column, message } of result.error)
        this.logger.logError(`${file}:${line}:${column}  ${message}`)
      return this.logger.error(`${result.error.length} faults; nothing was changed`)
    }
    if (this.json) return console.log(JSON.stringify(this.#summary(result.value)))
    for (const kind of result.value) this.#show(kind)
    const changes = result.value.flatMap((kind) => kind.changes).length
    if (changes === 0) this.logger.success('nothing to change')
    else if (this.dryRun) this.logger.info(`${changes} changes, none made (dry run)`)
    else this.logger.success(`${changes} changes made`)
  }

  #show({ kind, changes, unchanged }: KindChanges): void {
    for (const { type, key, fields } of changes) {
      if (type === 'added') this.logger.log(`+ ${kind} ${key}`)
      else
        this.logger.log(
          `~ ${kind} ${key}: ${fields.map(({ field, from, to }) => `${field} ${short(from)} -> ${short(to)}`).join(', ')}`
        )
    }
    this.logger.log(`  ${kind}: ${unchanged} unchanged`)
  }

  #summary(kinds: KindChanges[]) {
    const keys = (kind: KindChanges, type: 'added' | 'changed') =>
      kind.changes.filter((change) => change.type === type).map(({ key }) => key)
    return {
      applied: !this.dryRun,
      kinds: kinds.map((kind) => {
        return {
          kind: kind.kind,
          added: keys(kind, 'added'),
          changed: keys(kind, 'changed'),
          unchanged: kind.unchanged,
        }
      }),
      faults: [],
    }
  }
}

const short = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'null'
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
