import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { refuse } from '#app/kernel/http/refuse'
import { reason } from '#app/kernel/reason'
import { createEntry } from '#app/plant/actions/create_entry'
import { equipmentJson } from '#app/plant/controllers/json'
import { EQUIPMENT_KINDS, equipmentSchema } from '#app/plant/kinds/equipment'
import { findEquipment, listEquipment } from '#app/plant/queries/find_equipment'

const filterValidator = vine.create({
  area: vine.string().maxLength(40).optional(),
  kind: vine.enum(EQUIPMENT_KINDS).optional(),
  cursor: vine.string().maxLength(40).optional(),
  limit: vine.number().withoutDecimals().range([1, 500]).optional(),
})
const equipmentValidator = vine.create(equipmentSchema.clone())

export default class EquipmentController {
  static input = { index: { query: filterValidator }, store: { body: equipmentValidator } }

  async index(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(filterValidator, { data: ctx.request.qs() })
    const limit = input.limit ?? 100
    const filter = { areaCode: input.area, kind: input.kind, after: input.cursor, limit: limit + 1 }
    const equipment = await listEquipment(filter)
    const data = equipment.slice(0, limit).map(equipmentJson)
    return { data, next_cursor: equipment.length > limit ? data.at(-1)!.code : null }
  }

  async show(ctx: HttpContext) {
    const equipment = await findEquipment(ctx.params.code)
    if (!equipment)
      return refuse(ctx, 404, 'E_NOT_FOUND', [reason('plant.no_such_equipment', { code: ctx.params.code })])
    return { data: equipmentJson(equipment) }
  }

  async store(ctx: HttpContext) {
    const row = await ctx.request.validateUsing(equipmentValidator)
    const created = await createEntry('equipment', row, actorOf(ctx))
    if (!created.ok)
      return 'taken' in created.error
        ? refuse(ctx, 409, 'E_CONFLICT', created.error.taken)
        : refuse(ctx, 422, 'E_INVALID', created.error.faults)
    ctx.response.status(201)
    return { data: equipmentJson((await findEquipment(created.value))!) }
  }
}
