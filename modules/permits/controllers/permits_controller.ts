import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { refuse } from '#app/kernel/http/refuse'
import { reason, type Reason } from '#app/kernel/reason'
import { changeDraft, createDraft, type DraftInput } from '#modules/permits/actions/write_draft'
import { callerOf } from '#modules/permits/caller'
import { listPermits, type PermitFilter } from '#modules/permits/queries/list_permits'
import { loadFile } from '#modules/permits/queries/load_file'
import { presentFile, presentRow } from '#modules/permits/queries/present_permit'

const STATES = ['draft', 'submitted', 'awaiting_approval', 'issued', 'started', 'suspended', 'finished', 'closed', 'rejected', 'withdrawn', 'cancelled', 'expired'] as const

const filterValidator = vine.create({
  state: vine.enum([...STATES, 'in_force', 'open', 'all']).optional(),
  area: vine.string().maxLength(40).optional(),
  level: vine.string().maxLength(20).optional(),
  /** Only permits in which the caller has a part. */
  mine: vine.boolean().optional(),
  cursor: vine.string().maxLength(40).optional(),
  limit: vine.number().withoutDecimals().range([1, 200]).optional(),
})

const fields = {
  place: vine.string().maxLength(200).optional(),
  content: vine.string().maxLength(1000).optional(),
  method: vine.string().maxLength(200).optional(),
  equipment: vine.string().maxLength(40).nullable().optional(),
  workers: vine
    .array(vine.object({ person: vine.string().maxLength(40), trade: vine.string().maxLength(40).optional() }))
    .maxLength(50)
    .optional(),
  guardian: vine.string().maxLength(40).nullable().optional(),
}
const instant = () => vine.number().withoutDecimals().range([0, 8_640_000_000_000])

const draftValidator = vine.create({
  level: vine.string().maxLength(20),
  area: vine.string().maxLength(40),
  start_at: instant(),
  end_at: instant(),
  ...fields,
})
const changeValidator = vine.create({
  level: vine.string().maxLength(20).optional(),
  area: vine.string().maxLength(40).optional(),
  start_at: instant().optional(),
  end_at: instant().optional(),
  ...fields,
})

export default class PermitsController {
  static input = { index: { query: filterValidator }, store: { body: draftValidator }, update: { body: changeValidator } }

  async index(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(filterValidator, { data: ctx.request.qs() })
    const { state = 'all', area, level, mine, cursor, limit = 50 } = input
    const involving = mine ? (ctx.principal.person?.id ?? 'nobody') : undefined
    const rows = await listPermits({ state: state as PermitFilter['state'], area, level, involving, before: cursor, limit: limit + 1 })
    const data = await Promise.all(rows.slice(0, limit).map((row) => presentRow(row, ctx.i18n)))
    return { data, next_cursor: rows.length > limit ? data.at(-1)!.id : null }
  }

  async show(ctx: HttpContext) {
    const file = await loadFile(ctx.params.id)
    if (!file) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('permits.no_such_permit')])
    return { data: await presentFile(file, ctx.i18n) }
  }

  async store(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(draftValidator)
    if (!ctx.principal.person) return refuse(ctx, 403, 'E_FORBIDDEN', [reason('identity.not_signed_in')])
    const created = await createDraft(draftOf(input) as DraftInput, callerOf(ctx))
    if (!created.ok) return refuse(ctx, 422, 'E_INVALID', created.error)
    ctx.response.status(201)
    return this.#answer(ctx, created.value)
  }

  async update(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(changeValidator)
    const changed = await changeDraft(ctx.params.id, draftOf(input), callerOf(ctx))
    return changed.ok ? this.#answer(ctx, changed.value) : refuseCommand(ctx, changed.error)
  }

  async #answer(ctx: HttpContext, id: string) {
    return { data: await presentFile((await loadFile(id))!, ctx.i18n) }
  }
}

function draftOf({ start_at, end_at, ...rest }: { start_at?: number; end_at?: number } & Partial<DraftInput>): Partial<DraftInput> {
  const given = Object.entries({ ...rest, startAt: start_at, endAt: end_at }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given)
}

/** All reasons of a refused step; a permit that does not exist is a refusal of its own. */
export function refuseCommand(ctx: HttpContext, reasons: Reason[]): void {
  const absent = reasons.some(({ code }) => code === 'permits.no_such_permit')
  return absent ? refuse(ctx, 404, 'E_NOT_FOUND', reasons) : refuse(ctx, 409, 'E_REFUSED', reasons)
}
