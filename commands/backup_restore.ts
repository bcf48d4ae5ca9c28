import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class BackupRestore extends BaseCommand {
  static commandName = 'backup:restore'
  static description = 'Put a backup in place of the data folder; what was there is put aside. Stop the server first'
  static help = ['{{ binaryName }} backup:restore /backup/redline.tar.gz']
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'The backup' })
  declare file: string

  @flags.boolean({ description: 'Print the result as JSON' })
  declare json: boolean

  async run() {
    const { restoreBackup, runningServer, serverLockFile } = await import('#app/backup/index')
    const { appKey } = await import('#config/app')
    const { dataPath } = await import('#config/data')
    const pid = runningServer(serverLockFile())
    if (pid !== null) {
      this.logger.error(`the server is running (process ${pid}); stop it first`)
      this.exitCode = 1
      return
    }
    const { default: db } = await import('@adonisjs/lucid/services/db')
    await db.manager.closeAll()
    const result = await restoreBackup(this.app.makePath(this.file), { dataDir: dataPath(), key: String(appKey) })
    if (!result.ok) {
      for (const fault of result.error) this.logger.error(fault)
      this.exitCode = 1
    } else if (this.json) console.log(JSON.stringify(result.value))
    else {
      this.logger.success(`restored the state of ${new Date(result.value.at).toISOString()}`)
      if (result.value.aside) this.logger.info(`what was there is in ${result.value.aside}`)
    }
  }
}
