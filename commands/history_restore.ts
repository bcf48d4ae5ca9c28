import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class HistoryRestore extends BaseCommand {
  static commandName = 'history:restore'
  static description = 'Take the readings of a verified backup back and keep what was stored since; nothing else is touched. Stop the server first'
  static help = ['{{ binaryName }} history:restore /backup/redline.tar.gz']
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'The backup' })
  declare file: string

  @flags.boolean({ description: 'Print the result as JSON' })
  declare json: boolean

  async run() {
    const { runningServer, serverLockFile } = await import('#app/backup/index')
    const { restoreHistory } = await import('#modules/telemetry/index')
    const { appKey } = await import('#config/app')
    const { dataPath } = await import('#config/data')
    const pid = runningServer(serverLockFile())
    if (pid !== null) return this.#refuse([`the server is running (process ${pid}); stop it first`])
    const { default: db } = await import('@adonisjs/lucid/services/db')
    await db.manager.closeAll()
    const result = await restoreHistory(this.app.makePath(this.file), { dataDir: dataPath(), key: String(appKey) })
    if (!result.ok) return this.#refuse(result.error)
    if (this.json) return console.log(JSON.stringify(result.value))
    this.logger.success(`the history of ${new Date(result.value.at).toISOString()}, and ${result.value.carriedOver} readings stored since`)
  }

  #refuse(faults: string[]): void {
    for (const fault of faults) this.logger.error(fault)
    this.exitCode = 1
  }
}
