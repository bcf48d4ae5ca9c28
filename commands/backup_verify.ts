import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class BackupVerify extends BaseCommand {
  static commandName = 'backup:verify'
  static description = 'Check every file, both databases and the audit chain of a backup'
  static help = ['{{ binaryName }} backup:verify /backup/redline.tar.gz']
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'The backup' })
  declare file: string

  @flags.boolean({ description: 'Print the verdict as JSON' })
  declare json: boolean

  async run() {
    const { verifyBackup } = await import('#app/backup/index')
    const { appKey } = await import('#config/app')
    const verdict = await verifyBackup(this.app.makePath(this.file), String(appKey))
    const sound = verdict.faults.length === 0
    if (this.json) console.log(JSON.stringify({ ok: sound, ...verdict }))
    else if (sound) this.logger.success(`${this.file} is sound, from ${new Date(verdict.at!).toISOString()}`)
    else for (const fault of verdict.faults) this.logger.error(fault)
    if (!sound) this.exitCode = 1
  }
}
