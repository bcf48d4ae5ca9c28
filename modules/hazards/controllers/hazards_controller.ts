import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf, englishNames, findAccount } from '#app/identity/index'
import { clock } from '#app/kernel/clock'
import { refuse } from '#app/kernel/http/refuse'
import { reason } from '#app/kernel/reason'
import { reportHazard } from '#modules/hazards/actions/report_hazard'
import { hazardJson } from '#modules/hazards/controllers/json'
import { findHazard, hazardTypes, isOverdue, labelsOf, listHazards } from '#modules/hazards/queries/list_hazards'

const filterValidator = vine.create({
  state: vine.enum(['open', 'overdue', 'all', 'reported', 'dispatched', 'rectified', 'verified', 'closed', 'withdrawn'] as const).optional(),
  area: vine.string().maxLength(40).optional(),
  type: vine.string().maxLength(40).optional(),
  mine: vine.boolean().optional(),
  cursor: vine.string().maxLength(40).optional(),
  limit: vine.number().withoutDecimals().range([1, 200]).optional(),
})

const reportValidator = vine.create({
  class: vine.enum(['hazard', 'near_miss'] as const).optional(),
  type: vine.string().maxLength(40),
  area: vine.string().maxLength(40),
  equipment: vine.string().maxLength(40).nullable().optional(),
  level: vine.enum(['general', 'major'] as const).optional(),
  words: vine.string().trim().maxLength(2000).nullable().optional(),
  photos: vine.array(vine.string().maxLength(40)).maxLength(6).optional(),
  /** At a kiosk, in the device's name: whose badge was held to the reader. */
  badge: vine.string().maxLength(64).optional(),
})

export default class HazardsController {
  static input = { index: { query: filterValidator }, store: { body: reportValidator } }

  async index(ctx: HttpContext) {
    const { state = 'open', area, type, mine, cursor, limit = 50 } = await ctx.request.validateUsing(filterValidator, { data: ctx.request.qs() })
    const involving = mine ? (ctx.principal.person?.id ?? 'nobody') : undefined
    const rows = await listHazards({ state, areaCode: area, typeCode: type, involving, before: cursor, limit })
    const [labels, names] = await Promise.all([labelsOf(), englishNames(rows.map(({ assignee_id }) => assignee_id))])
    const data = rows.map((row) => {
      const [kind, place] = [labels.types.get(row.type_code), labels.areas.get(row.area_code)]
      return {
        id: row.id,
        code: row.code,
        class: row.class,
        type: { code: row.type_code, name: kind?.name ?? row.type_code, name_en: kind?.name_en ?? row.type_code, icon: kind?.icon ?? 'triangle-alert' },
        area: { code: row.area_code, name: place?.name ?? row.area_code, name_en: place?.nameEn ?? row.area_code },
        level: row.level,
        state: row.state,
        words: row.words,
        assignee: row.assignee_name,
        assignee_en: row.assignee_id ? (names.get(row.assignee_id) ?? null) : null,
        reported_at: row.reported_at,
        due_at: row.due_at,
        overdue: isOverdue(row, clock.now()),
      }
    })
    return { data, next_cursor: rows.length === limit ? rows.at(-1)!.id : null }
  }

  async types() {
    const data = (await hazardTypes()).map(({ code, name, name_en, icon, photo_after }) => ({ code, name, name_en, icon, photo_after: Boolean(photo_after) }))
    return { data, next_cursor: null }
  }

  async show(ctx: HttpContext) {
    const found = await findHazard(ctx.params.id)
    return found ? { data: hazardJson(found) } : refuse(ctx, 404, 'E_NOT_FOUND', [reason('hazards.no_such_hazard')])
  }

  async store(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(reportValidator)
    const { person } = ctx.principal
    const reporter = person ?? (input.badge ? await findAccount({ badge: input.badge }) : null)
    if (!reporter) return refuse(ctx, 422, 'E_INVALID', [reason('hazards.badge_needed')])
    const reported = await reportHazard({
      class: input.class ?? 'hazard',
      typeCode: input.type,
      areaCode: input.area,
      equipmentCode: input.equipment ?? null,
      level: input.level ?? 'general',
      words: input.words ?? null,
      photos: input.photos ?? [],
      reporter: { id: reporter.id, name: reporter.name },
      by: person ? actorOf(ctx) : { id: reporter.id, name: reporter.name, device: ctx.principal.device?.code ?? null },
    })
    if (!reported.ok) return refuse(ctx, 422, 'E_INVALID', reported.error)
    ctx.response.status(201)
    return { data: hazardJson((await findHazard(reported.value.id))!) }
  }
}
