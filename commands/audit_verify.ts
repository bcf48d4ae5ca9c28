import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class AuditVerify extends BaseCommand {
  static commandName = 'audit:verify'
  static description = 'Walk the audit chain; exit 1 and the first broken entry when anything was changed, cut or rolled back'
  static help = ['{{ binaryName }} audit:verify --json']
  static options: CommandOptions = { startApp: true }

  @flags.boolean({ description: 'Print the verdict as JSON' })
  declare json: boolean

  async run() {
    const { verifyAudit } = await import('#app/audit/index')
    const { checkpointFile } = await import('#app/audit/provider')
    const { appKey } = await import('#config/app')
    const verdict = await verifyAudit(checkpointFile(), String(appKey))

    if (this.json) console.log(JSON.stringify(verdict))
    else if (verdict.ok) this.logger.success(`${verdict.entries} entries, none changed, cut or rolled back`)
    else this.logger.error(`entry ${verdict.broken!.seq}: ${verdict.broken!.fault} (${verdict.entries} entries before it are sound)`)
    if (!verdict.ok) this.exitCode = 1
  }
}
