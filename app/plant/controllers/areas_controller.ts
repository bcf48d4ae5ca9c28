import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { refuse } from '#app/kernel/http/refuse'
import { reason } from '#app/kernel/reason'
import { createEntry } from '#app/plant/actions/create_entry'
import { areaJson } from '#app/plant/controllers/json'
import { areaSchema } from '#app/plant/kinds/areas'
import { areaCodesWithin, areaWithParents, findArea, listAreas } from '#app/plant/queries/find_areas'

const filterValidator = vine.create({
  kind: vine.enum(['site', 'workshop', 'area'] as const).optional(),
  /** Only what lies in this area, itself included. */
  within: vine.string().maxLength(40).optional(),
  cursor: vine.string().maxLength(40).optional(),
  limit: vine.number().withoutDecimals().range([1, 500]).optional(),
})
const areaValidator = vine.create(areaSchema.clone())

export default class AreasController {
  static input = { index: { query: filterValidator }, store: { body: areaValidator } }

  async index(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(filterValidator, { data: ctx.request.qs() })
    const limit = input.limit ?? 500
    const within = input.within ? new Set(await areaCodesWithin(input.within)) : null
    const areas = (await listAreas())
      .filter(({ kind }) => !input.kind || kind === input.kind)
      .filter(({ code }) => (!within || within.has(code)) && (!input.cursor || code > input.cursor))
    const data = areas.slice(0, limit).map(areaJson)
    return { data, next_cursor: areas.length > limit ? data.at(-1)!.code : null }
  }

  async show(ctx: HttpContext) {
    const area = await findArea(ctx.params.code)
    if (!area) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('plant.no_such_area', { code: ctx.params.code })])
    const [, ...parents] = await areaWithParents(area.code)
    return { data: { ...areaJson(area), parents: parents.map(({ code }) => code) } }
  }

  async store(ctx: HttpContext) {
    const row = await ctx.request.validateUsing(areaValidator)
    const created = await createEntry('areas', row, actorOf(ctx))
    if (!created.ok)
      return 'taken' in created.error
        ? refuse(ctx, 409, 'E_CONFLICT', created.error.taken)
        : refuse(ctx, 422, 'E_INVALID', created.error.faults)
    ctx.response.status(201)
    return { data: areaJson((await findArea(created.value))!) }
  }
}
