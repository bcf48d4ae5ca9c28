import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class DeviceToken extends BaseCommand {
  static commandName = 'device:token'
  static description = 'Make an API token for a device that has no browser: a door controller, another system'
  static help = ['{{ binaryName }} device:token GATE-GAS2']
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'Code of the device (devices.yaml)' })
  declare code: string

  @flags.boolean({ description: 'Print the token as JSON' })
  declare json: boolean

  async run() {
    const { findDevice, issueToken } = await import('#app/identity/index')
    const { commandActor, recordAudit } = await import('#app/audit/index')
    const { transact } = await import('#app/kernel/transaction')
    const device = await findDevice(this.code)
    if (!device) {
      this.logger.error(`there is no active device ${this.code}; see devices.yaml`)
      this.exitCode = 1
      return
    }
    const { token } = await transact(async (tx) => {
      const issued = await issueToken(tx, { owner: { deviceId: device.id }, name: `device:token ${device.code}` })
      await recordAudit(tx, {
        by: commandActor('device:token'),
        action: 'identity.token_issued',
        subject: { type: 'device', id: device.id },
      })
      return issued
    })
    if (this.json) console.log(JSON.stringify({ device: device.code, token }))
    else {
      console.log(token)
      this.logger.info('shown once; only its hash is kept')
    }
  }
}
