import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { clock } from '#app/kernel/clock'
import { refuse } from '#app/kernel/http/refuse'
import { reason } from '#app/kernel/reason'
import { backtestRule } from '#app/rules/actions/backtest_rule'
import { checkDefinition } from '#app/rules/check_definition'
import { findRule } from '#app/rules/queries/list_rules'

const DAY_MS = 24 * 3_600_000
const USUAL_DAYS = 30
const MOST_DAYS = 366

const backtestValidator = vine.create({
  /** Left out: the draft that is kept, or the version that runs. */
  definition: vine.object({}).allowUnknownProperties().optional(),
  from: vine.number().withoutDecimals().min(0).optional(),
  to: vine.number().withoutDecimals().min(0).optional(),
})

export default class RuleBacktestsController {
  static input = { store: { body: backtestValidator } }

  /** What the rule would have done; a trial of the draft counts as its proof when it is published. */
  async store(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(backtestValidator)
    const found = await findRule(ctx.params.code)
    const version = found?.running ?? found?.newest
    const stored = found?.draft ?? (version ? { code: version.code, name: version.name, name_en: version.name_en, ...version.body } : null)
    const raw = input.definition ? { code: ctx.params.code, ...input.definition } : stored
    if (!raw) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('rules.no_such_rule')])
    const { definition, faults } = await checkDefinition(raw, ctx.i18n)
    if (!definition || faults.length > 0)
      return ctx.response.status(422).send({ error: { code: 'E_INVALID', message: ctx.i18n.formatMessage('errors.E_INVALID'), details: faults } })
    const to = Math.min(input.to ?? clock.now(), clock.now())
    const from = input.from ?? to - USUAL_DAYS * DAY_MS
    if (from >= to || to - from > MOST_DAYS * DAY_MS) return refuse(ctx, 422, 'E_INVALID', [reason('rules.span_wrong', { days: MOST_DAYS })])
    return { data: await backtestRule(definition, { from, to, by: actorOf(ctx) }) }
  }
}
