import { existsSync } from 'node:fs'
import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import type { Firing } from '#app/rules/backtest'

/** How far back a rule is tried when nothing else is said. */
const USUAL_DAYS = 30

export default class RulesBacktest extends BaseCommand {
  static commandName = 'rules:backtest'
  static description = 'What a rule would have done: a rule or a condition over what is stored, or an expression over a CSV file'
  static help = [
    '{{ binaryName }} rules:backtest --rule HAZARD-CLUSTER --json',
    '{{ binaryName }} rules:backtest --rule GAS2.AT201.CO.H --from 2026-03-01',
    '{{ binaryName }} rules:backtest --csv furnace.csv --when "value > 105" --consecutive 3 --json',
  ]
  static options: CommandOptions = { startApp: true }

  @flags.string({ description: 'Code of a rule, e.g. HAZARD-CLUSTER, or of a condition, e.g. GAS2.AT201.CO.H' })
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
    if (this.rule && !this.rule.includes('.')) return this.#ofRule(this.rule)
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

  /** A rule of the plant, over its events, rows and readings: what it would have done, and to whom. */
  async #ofRule(code: string): Promise<void> {
    const { clock } = await import('#app/kernel/clock')
    const { commandActor } = await import('#app/audit/index')
    const { backtestRule } = await import('#app/rules/actions/backtest_rule')
    const { findRule } = await import('#app/rules/queries/list_rules')
    const { instantFrom } = await import('#modules/telemetry/index')
    const found = await findRule(code)
    const version = found?.running ?? found?.newest
    if (!version) return this.#fail(`there is no rule ${code}`)
    const to = instantFrom(this.to ?? clock.now())
    const from = to === null ? null : instantFrom(this.from ?? to - USUAL_DAYS * 24 * 3_600_000)
    if (from === null || to === null) return this.#fail('--from and --to are instants such as 2026-03-01T08:00:00Z')
    const { name, name_en, body } = version
    const report = await backtestRule({ code, name, name_en, ...body }, { from, to, by: commandActor(RulesBacktest.commandName) })
    if (this.json) return console.log(JSON.stringify(report))
    for (const { at, facts } of report.firings) this.logger.log(`  ${new Date(at).toISOString()}  ${facts.map(({ label }) => label).join(', ')}`)
    for (const [kind, { count }] of Object.entries(report.consequences)) this.logger.log(`  would have been ${kind}: ${count}`)
    this.logger.success(`${report.count} firings`)
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
