import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class SourceProbe extends BaseCommand {
  static commandName = 'source:probe'
  static description = 'Read a source once and show its raw registers in all four word orders; no server needs to run'
  static help = ['{{ binaryName }} source:probe GAS-GW', '{{ binaryName }} source:probe HOLDER-GW --json']
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'Code of the source' })
  declare name: string

  @flags.boolean({ description: 'Print the registers as JSON' })
  declare json: boolean

  async run() {
    const { probeSource } = await import('#modules/telemetry/index')
    const result = await probeSource(this.name)
    if (!result.ok) {
      this.logger.error(result.error)
      this.exitCode = 1
      return
    }
    if (this.json) return console.log(JSON.stringify({ source: this.name, registers: result.value }))
    const table = this.ui.table()
    table.head(['Point', 'Address', 'Raw', 'ABCD', 'CDAB', 'BADC', 'DCBA', 'Value now'])
    for (const { point, address, raw, decoded, value } of result.value) {
      const orders = (['ABCD', 'CDAB', 'BADC', 'DCBA'] as const).map((order) => (decoded ? short(decoded[order]) : ''))
      table.row([point, String(address), raw.map(hex).join(' '), ...orders, value === null ? '' : short(value)])
    }
    table.render()
  }
}

const hex = (word: number): string => (word & 0xffff).toString(16).toUpperCase().padStart(4, '0')
const short = (value: number): string => (Number.isFinite(value) ? String(Number(value.toPrecision(7))) : String(value))
