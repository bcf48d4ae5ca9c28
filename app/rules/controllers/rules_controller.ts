import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { refuse } from '#app/kernel/http/refuse'
import { reason } from '#app/kernel/reason'
import { saveDraft } from '#app/rules/actions/save_draft'
import { checkDefinition } from '#app/rules/check_definition'
import { ruleFileJson, ruleJson } from '#app/rules/controllers/json'
import type { RuleDefinition } from '#app/rules/definition'
import { codesOfKind } from '#app/rules/queries/codes_of_kind'
import { listFirings } from '#app/rules/queries/list_firings'
import { findRule, listRules } from '#app/rules/queries/list_rules'
import { vocabulary } from '#app/rules/queries/vocabulary'
import { ruleFields } from '#app/rules/schema'

const ruleValidator = vine.create(ruleFields)
const firingsValidator = vine.create({
  rule: vine.string().maxLength(40).optional(),
  mode: vine.enum(['live', 'shadow'] as const).optional(),
  cursor: vine.string().maxLength(40).optional(),
  limit: vine.number().withoutDecimals().range([1, 200]).optional(),
})

export default class RulesController {
  static input = { store: { body: ruleValidator }, firings: { query: firingsValidator } }

  async index() {
    return { data: (await listRules()).map(ruleJson), next_cursor: null }
  }

  async show(ctx: HttpContext) {
    const found = await findRule(ctx.params.code)
    return found ? { data: ruleFileJson(found) } : refuse(ctx, 404, 'E_NOT_FOUND', [reason('rules.no_such_rule')])
  }

  async vocabulary() {
    return { data: vocabulary() }
  }

  /** The codes of a kind of definitions with their names, to pick from. */
  async codes(ctx: HttpContext) {
    const data = await codesOfKind(ctx.params.kind)
    return data ? { data, next_cursor: null } : refuse(ctx, 404, 'E_NOT_FOUND', [reason('rules.no_such_kind', { kind: ctx.params.kind })])
  }

  async firings(ctx: HttpContext) {
    const { rule, mode, cursor, limit = 50 } = await ctx.request.validateUsing(firingsValidator, { data: ctx.request.qs() })
    const data = await listFirings({ code: rule, mode, before: cursor, limit })
    return { data, next_cursor: data.length === limit ? data.at(-1)!.id : null }
  }

  /** Keeps a draft. It may be wrong still: what is wrong comes along with the answer. */
  async store(ctx: HttpContext) {
    const definition = (await ctx.request.validateUsing(ruleValidator)) as RuleDefinition
    await saveDraft(definition, actorOf(ctx))
    const { faults } = await checkDefinition(ctx.request.body(), ctx.i18n)
    ctx.response.status(201)
    return { data: { ...ruleFileJson((await findRule(definition.code))!), faults } }
  }

  /** Everything that is wrong with the rule in the body, or with the draft that is kept; nothing is written. */
  async check(ctx: HttpContext) {
    const body = ctx.request.body()
    const raw = Object.keys(body).length > 0 ? { code: ctx.params.code, ...body } : (await findRule(ctx.params.code))?.draft
    if (!raw) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('rules.no_draft')])
    const { faults } = await checkDefinition(raw, ctx.i18n)
    return { data: { ok: faults.length === 0, faults } }
  }
}
