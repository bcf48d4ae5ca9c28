import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { explain, refuse } from '#app/kernel/http/refuse'
import { reason } from '#app/kernel/reason'
import { decideAccess, type AccessAnswer } from '#modules/personnel/actions/decide_access'
import { recordPassages } from '#modules/personnel/actions/record_passages'
import { listDecisions } from '#modules/personnel/queries/list_decisions'
import { findPerson } from '#modules/personnel/queries/qualification'

const badge = () => vine.string().trim().minLength(1).maxLength(64)
const direction = () => vine.enum(['in', 'out'] as const)

const decisionValidator = vine.create({
  gate: vine.string().maxLength(40),
  /** Who wants in has to say who it is; who wants out does not. */
  badge: badge().optional().requiredWhen((field) => field.parent.direction !== 'out' && !field.parent.person),
  person: vine.string().maxLength(40).optional(),
  direction: direction(),
})

const passagesValidator = vine.create({
  gate: vine.string().maxLength(40),
  passages: vine
    .array(
      vine.object({
        id: vine.string().uuid(),
        badge: badge(),
        direction: direction(),
        at: vine.number().positive().withoutDecimals(),
        decision: vine.enum(['grant', 'deny'] as const),
      })
    )
    .minLength(1)
    .maxLength(200),
})

const filterValidator = vine.create({
  gate: vine.string().maxLength(40).optional(),
  area: vine.string().maxLength(40).optional(),
  person: vine.string().maxLength(40).optional(),
  decision: vine.enum(['grant', 'deny'] as const).optional(),
  cursor: vine.string().maxLength(40).optional(),
  limit: vine.number().withoutDecimals().range([1, 200]).optional(),
})

export default class AccessController {
  static input = {
    store: { body: decisionValidator },
    passages: { body: passagesValidator },
    index: { query: filterValidator },
  }

  /** The answer to a door: 200 for yes and for no. */
  async store(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(decisionValidator)
    if (isForeignGate(ctx, input.gate)) return refuse(ctx, 403, 'E_FORBIDDEN', [reason('personnel.other_gate', { gate: input.gate })])
    const answer = present(ctx, await decideAccess({ ...input, by: actorOf(ctx) }))
    // Door controllers read the fields at the top; `data` is the envelope of every other route.
    return { ...answer, data: answer }
  }

  /** What the gate did on its own while it could not ask. */
  async passages(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(passagesValidator)
    if (isForeignGate(ctx, input.gate)) return refuse(ctx, 403, 'E_FORBIDDEN', [reason('personnel.other_gate', { gate: input.gate })])
    await recordPassages({ ...input, by: actorOf(ctx) })
    return { data: { recorded: input.passages.length } }
  }

  async index(ctx: HttpContext) {
    const { person: code, cursor, limit = 50, ...filter } = await ctx.request.validateUsing(filterValidator, { data: ctx.request.qs() })
    const person = code ? await findPerson({ code }) : null
    if (code && !person) return { data: [], next_cursor: null }
    const rows = await listDecisions({ ...filter, limit, before: cursor, accountId: person?.accountId })
    const data = rows.map((row) => ({ ...row, reasons: row.reasons.map((why) => ({ ...explain(ctx.i18n, why), since: why.since })) }))
    return { data, next_cursor: rows.length === limit ? rows.at(-1)!.id : null }
  }
}

/** A gate's own device speaks for that gate alone. */
function isForeignGate({ principal }: HttpContext, gate: string): boolean {
  const { device, person } = principal
  return !person && device?.kind === 'gate' && device.gateCode !== gate
}

function present(ctx: HttpContext, { record, person, area }: AccessAnswer) {
  return {
    decision: record.decision,
    reasons: record.reasons.map((why) => ({ ...explain(ctx.i18n, why), since: why.since })),
    person: person && {
      code: person.code,
      name: person.name,
      name_en: person.nameEn,
      kind: person.kind,
      post: person.post,
      company: person.company?.name ?? null,
      company_en: person.company?.nameEn ?? null,
      locale: person.locale,
      photo_id: person.photoId,
    },
    valid_until: record.validUntil,
    decision_id: record.id,
    at: record.at,
    gate: record.gateCode,
    area: area && { code: area.code, name: area.name, name_en: area.nameEn },
    direction: record.direction,
  }
}
