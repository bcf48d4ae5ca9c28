import { existsSync } from 'node:fs'
import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import type { Firing } from '#app/rules/backtest'

export default class RulesBacktest extends BaseCommand {
  static commandName = 'rules:backtest'
  static description = 'What a rule would have done: a condition over its stored readings, or an expression over a CSV file'
  static help = [
    '{{ binaryName }} rules:backtest --rule GAS2.AT201.CO.H --from 2026-03-01',
    '{{ binaryName }} rules:backtest --csv furnace.csv --when "value > 105" --consecutive 3 --json',
  ]
  static options: CommandOptions = { startApp: true }

  @flags.string({ description: 'Code of a condition, e.g. GAS2.AT201.CO.H' })
  declare rule: string | undefined

  @flags.string({ description: 'First instant, ISO 8601 or epoch milliseconds' })
  declare from: string | undefined

  @flags.string({ description: 'Last instant' })
  declare to: string | undefined

  @flags.string({ description: 'CSV file with the columns timestamp,value; taken in file order' })
  declare csv: string | undefined

  @flags.string({ description: 'Expression over `value`, e.g. "value > 105"' })
  declare when: string | undefined

  @flags.number({ description: 'How many samples in a row it must hold', default: 1 })
  declare consecutive: number

  @flags.boolean({ description: 'Print {"count", "firings"} as JSON' })
  declare json: boolean

  async run() {
    if (Boolean(this.rule) === Boolean(this.csv)) return this.#fail('say either --rule CODE, or --csv FILE with --when EXPRESSION')
    const firings = await (this.rule ? this.#overHistory(this.rule) : this.#overFile(this.csv!))
    if (!firings) return
    if (this.json) return console.log(JSON.stringify({ count: firings.length, firings }))
    for (const { at, value } of firings) this.logger.log(`  ${at}  ${value}`)
    this.logger.success(`${firings.length} firings`)
  }

  async #overFile(file: string): Promise<Firing[] | void> {
    const { compileExpression } = await import('#app/kernel/expressions')
    const { backtest, judgeExpression } = await import('#app/rules/backtest')
    const { csvSamples } = await import('#app/rules/csv_samples')
    if (!this.when) return this.#fail('say when it fires: --when "value > 105"')
    if (!Number.isInteger(this.consecutive) || this.consecutive < 1) return this.#fail('--consecutive is a whole number from 1')
    const when = compileExpression(this.when, { value: 'number' }, 'bool')
    if (!when.ok) return this.#fail(`--when: ${when.error}`)
    const path = this.app.makePath(file)
    if (!existsSync(path)) return this.#fail(`there is no file ${path}`)
    try {
      return await backtest(csvSamples(path), judgeExpression(when.value, this.consecutive))
    } catch (error) {
      return this.#fail(`${file}: ${(error as Error).message}`)
    }
  }

  async #overHistory(code: string): Promise<Firing[] | void> {
    const { backtest, judgeCondition } = await import('#app/rules/backtest')
    const { clock } = await import('#app/kernel/clock')
    const { findCondition, instantFrom, storedSamples } = await import('#modules/telemetry/index')
    const condition = await findCondition(code)
    if (!condition) return this.#fail(`there is no rule ${code}; a rule's code is its point's with .LL, .L, .H or .HH`)
    const [from, to] = [instantFrom(this.from ?? 0), instantFrom(this.to ?? clock.now())]
    if (from === null || to === null) return this.#fail('--from and --to are instants such as 2026-03-01T08:00:00Z')
    return backtest(storedSamples(condition.pointCode, from, to), judgeCondition(condition))
  }

  #fail(message: string): void {
    this.logger.error(message)
    this.exitCode = 1
  }
}
