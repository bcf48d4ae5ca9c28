import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { explain, refuse } from '#app/kernel/http/refuse'
import { reason, type Reason } from '#app/kernel/reason'
import { handleAlarm } from '#modules/telemetry/actions/handle_alarm'
import { shelveAlarm, unshelveAlarm } from '#modules/telemetry/actions/shelve_alarm'
import { alarmJson } from '#modules/telemetry/controllers/json'
import { alarmCommands } from '#modules/telemetry/queries/alarm_commands'
import { ALARM_FILTERS, findAlarm, pageAlarms } from '#modules/telemetry/queries/list_alarms'
import type { AlarmRow } from '#modules/telemetry/rows'

const filterValidator = vine.create({
  state: vine.enum(ALARM_FILTERS).optional(),
  area: vine.string().maxLength(40).optional(),
  limit: vine.number().withoutDecimals().range([1, 500]).optional(),
  cursor: vine.string().maxLength(40).optional(),
})
const noteValidator = vine.create({ note: vine.string().trim().maxLength(500).optional() })
const shelveValidator = vine.create({ until: vine.number().withoutDecimals(), reason: vine.string().trim().minLength(3).maxLength(500) })

export default class AlarmsController {
  static input = {
    index: { query: filterValidator },
    acknowledge: { body: noteValidator },
    shelve: { body: shelveValidator },
  }

  async index(ctx: HttpContext) {
    const { state = 'standing', area, limit = 100, cursor } = await ctx.request.validateUsing(filterValidator, { data: ctx.request.qs() })
    const rows = await pageAlarms({ state, areaCode: area, limit, after: cursor })
    return { data: await Promise.all(rows.map(alarmJson)), next_cursor: rows.length === limit ? rows.at(-1)!.id : null }
  }

  async acknowledge(ctx: HttpContext) {
    const { note } = await ctx.request.validateUsing(noteValidator)
    const result = await handleAlarm({ alarmId: ctx.params.id, command: 'acknowledge', by: actorOf(ctx), note })
    return this.#answer(ctx, result)
  }

  async reset(ctx: HttpContext) {
    return this.#answer(ctx, await handleAlarm({ alarmId: ctx.params.id, command: 'reset', by: actorOf(ctx) }))
  }

  async shelve(ctx: HttpContext) {
    const { until, reason: why } = await ctx.request.validateUsing(shelveValidator)
    return this.#answer(ctx, await shelveAlarm({ alarmId: ctx.params.id, until, why, by: actorOf(ctx) }))
  }

  async unshelve(ctx: HttpContext) {
    return this.#answer(ctx, await unshelveAlarm({ alarmId: ctx.params.id, by: actorOf(ctx) }))
  }

  /** What the caller may do with the alarm now, and why not where it may not. */
  async commands(ctx: HttpContext) {
    const alarm = await findAlarm(ctx.params.id)
    if (!alarm) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('telemetry.no_such_alarm')])
    const { person, permissions } = ctx.principal
    const data = alarmCommands(alarm, { byPerson: person !== null, permissions }).map(({ command, reasons }) => ({
      command,
      allowed: reasons.length === 0,
      reasons: reasons.map((why) => explain(ctx.i18n, why)),
    }))
    return { data }
  }

  async #answer(ctx: HttpContext, result: { ok: true; value: AlarmRow } | { ok: false; error: Reason[] }) {
    if (result.ok) return { data: await alarmJson(result.value) }
    const unknown = result.error.some((why) => why.code === 'telemetry.no_such_alarm')
    return refuse(ctx, unknown ? 404 : 409, unknown ? 'E_NOT_FOUND' : 'E_REFUSED', result.error)
  }
}
