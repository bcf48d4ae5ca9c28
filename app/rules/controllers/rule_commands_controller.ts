import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { refuse } from '#app/kernel/http/refuse'
import { reason } from '#app/kernel/reason'
import { transact } from '#app/kernel/transaction'
import { publishRule } from '#app/rules/actions/publish_rule'
import { moveTo } from '#app/rules/actions/set_mode'
import { checkDefinition } from '#app/rules/check_definition'
import { ruleFileJson } from '#app/rules/controllers/json'
import type { RuleMode } from '#app/rules/definition'
import { findBacktest } from '#app/rules/queries/find_backtest'
import { findRule } from '#app/rules/queries/list_rules'

const publishValidator = vine.create({
  mode: vine.enum(['live', 'shadow', 'off'] as const),
  waiver: vine.string().trim().minLength(8).maxLength(500).nullable().optional(),
})
const versionValidator = vine.create({ version: vine.number().withoutDecimals().min(1).optional() })

export default class RuleCommandsController {
  static input = { publish: { body: publishValidator }, enable: { body: versionValidator }, shadow: { body: versionValidator } }

  /** Draft to version: it has no fault, and it was tried over the past or somebody says in writing why not. */
  async publish(ctx: HttpContext) {
    const { mode, waiver } = await ctx.request.validateUsing(publishValidator)
    const found = await findRule(ctx.params.code)
    if (!found?.draft) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('rules.no_draft')])
    const { definition, faults } = await checkDefinition(found.draft, ctx.i18n)
    if (!definition || faults.length > 0)
      return ctx.response.status(422).send({ error: { code: 'E_INVALID', message: ctx.i18n.formatMessage('errors.E_INVALID'), details: faults } })
    const backtest = await findBacktest(definition)
    if (!waiver && !backtest) return refuse(ctx, 409, 'E_REFUSED', [reason('rules.proof_needed')])
    const proof = { ...(backtest ? { backtest } : {}), ...(waiver ? { waiver } : {}) }
    await transact((tx) => publishRule(tx, definition, { mode, proof, by: actorOf(ctx) }))
    return { data: ruleFileJson((await findRule(definition.code))!) }
  }

  enable = (ctx: HttpContext) => this.#move(ctx, 'live')
  shadow = (ctx: HttpContext) => this.#move(ctx, 'shadow')
  disable = (ctx: HttpContext) => this.#move(ctx, 'off')

  async #move(ctx: HttpContext, mode: RuleMode) {
    const { version } = mode === 'off' ? {} : await ctx.request.validateUsing(versionValidator)
    const found = await findRule(ctx.params.code)
    const target = version ? found?.versions.find(({ number }) => number === version) : (found?.running ?? found?.newest)
    if (!found || !target) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('rules.no_such_rule')])
    await transact((tx) => moveTo(tx, { code: found.code, version: target.number, mode, by: actorOf(ctx) }))
    return { data: ruleFileJson((await findRule(found.code))!) }
  }
}
