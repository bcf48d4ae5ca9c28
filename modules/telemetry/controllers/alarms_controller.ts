import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { clock } from '#app/kernel/clock'
import { explain, refuse } from '#app/kernel/http/refuse'
import { reason, type Reason } from '#app/kernel/reason'
import type { Result } from '#app/kernel/result'
import { handleAlarm, handleAlarms } from '#modules/telemetry/actions/handle_alarm'
import { shelveAlarm, unshelveAlarm } from '#modules/telemetry/actions/shelve_alarm'
import { alarmJson, groupJson, kpisJson } from '#modules/telemetry/controllers/json'
import { instantField, instantFrom } from '#modules/telemetry/instant'
import { alarmCommands } from '#modules/telemetry/queries/alarm_commands'
import { alarmKpis } from '#modules/telemetry/queries/alarm_kpis'
import { ALARM_FILTERS, findAlarm, pageAlarms } from '#modules/telemetry/queries/list_alarms'
import { floodSize, operatorLines, runningFlood } from '#modules/telemetry/queries/operator_lines'
import type { AlarmRow } from '#modules/telemetry/rows'

const filterValidator = vine.create({
  state: vine.enum(ALARM_FILTERS).optional(),
  area: vine.string().maxLength(40).optional(),
  /** Areas of a folded group, comma between; an empty name: those without area. */
  folded_in: vine.string().maxLength(4_000).optional(),
  cursor: vine.string().maxLength(40).optional(),
  limit: vine.number().withoutDecimals().range([1, 500]).optional(),
})
const MOST_LINES = 500
const DAY_MS = 86_400_000
const MOST_DAYS = 93
const manyValidator = vine.create({
  ids: vine.array(vine.string().maxLength(40)).minLength(1).maxLength(500),
  note: vine.string().trim().maxLength(250).nullable().optional(),
})
const kpisValidator = vine.create({ from: instantField(), to: instantField(), area: vine.string().maxLength(40).optional() })
const noteValidator = vine.create({ note: vine.string().trim().maxLength(250).nullable().optional() })
const shelveValidator = vine.create({
  /** Epoch milliseconds. */
  until: vine.number().withoutDecimals(),
  reason: vine.string().trim().minLength(2).maxLength(250),
})

export default class AlarmsController {
  static input = {
    index: { query: filterValidator },
    acknowledge: { body: noteValidator },
    acknowledgeMany: { body: manyValidator },
    kpis: { query: kpisValidator },
    reset: { body: noteValidator },
    shelve: { body: shelveValidator },
  }

  /** Newest first; without `state` all that stand and are not shelved. */
  async index(ctx: HttpContext) {
    const filter = await ctx.request.validateUsing(filterValidator, { data: ctx.request.qs() })
    const limit = filter.limit ?? 100
    const rows = await pageAlarms({ state: filter.state ?? 'standing', areaCode: filter.area, foldedIn: filter.folded_in?.split(',').map((code) => code || null), after: filter.cursor, limit: limit + 1 })
    const page = rows.slice(0, limit)
    return { data: await Promise.all(page.map(alarmJson)), next_cursor: rows.length > limit ? page.at(-1)!.id : null }
  }

  async show(ctx: HttpContext) {
    const alarm = await findAlarm(ctx.params.id)
    return alarm ? { data: await alarmJson(alarm) } : this.#missing(ctx)
  }

  /** The operator's list as the control room shows it: what came in floods is folded, and a line names what it stands for. */
  async lines() {
    const [lines, flood] = [await operatorLines(MOST_LINES), await runningFlood()]
    const data = await Promise.all(lines.map(async ({ alarm, group }) => ({ alarm: await alarmJson(alarm), group: group && (await groupJson(group)) })))
    return { data: { flood: flood && { started_at: Number(flood.started_at), alarms: await floodSize(flood.id) }, lines: data } }
  }

  /** What the caller may do with it now, and for what it may not, why. */
  async commands(ctx: HttpContext) {
    const alarm = await findAlarm(ctx.params.id)
    if (!alarm) return this.#missing(ctx)
    const { person, permissions } = ctx.principal
    const data = alarmCommands(alarm, { byPerson: person !== null, permissions }).map(({ command, reasons }) => ({
      command,
      allowed: reasons.length === 0,
      reasons: reasons.map((why) => explain(ctx.i18n, why)),
    }))
    return { data }
  }

  async acknowledge(ctx: HttpContext) {
    const { note } = await ctx.request.validateUsing(noteValidator)
    return this.#answer(ctx, await handleAlarm({ alarmId: ctx.params.id, command: 'acknowledge', note, by: actorOf(ctx) }))
  }

  /** What a person has before their eyes, at once; what is refused is named with its reasons. */
  async acknowledgeMany(ctx: HttpContext) {
    const { ids, note } = await ctx.request.validateUsing(manyValidator)
    const { done, refused } = await handleAlarms({ ids, command: 'acknowledge', note, by: actorOf(ctx) })
    return { data: { acknowledged: done.length, refused: refused.map(({ id, reasons }) => ({ id, reasons: reasons.map((why) => explain(ctx.i18n, why)) })) } }
  }

  /** The operator's load by EEMUA 191; without a period the last seven days. */
  async kpis(ctx: HttpContext) {
    const query = await ctx.request.validateUsing(kpisValidator, { data: ctx.request.qs() })
    const to = instantFrom(query.to) ?? clock.now()
    const from = instantFrom(query.from) ?? to - 7 * DAY_MS
    if (to <= from) return refuse(ctx, 422, 'E_INVALID', [reason('telemetry.period_reversed')])
    if (to - from > MOST_DAYS * DAY_MS) return refuse(ctx, 422, 'E_INVALID', [reason('telemetry.period_too_long', { days: MOST_DAYS })])
    return { data: { from, to, ...kpisJson(await alarmKpis({ from, to, areaCode: query.area ?? null })) } }
  }

  async reset(ctx: HttpContext) {
    const { note } = await ctx.request.validateUsing(noteValidator)
    return this.#answer(ctx, await handleAlarm({ alarmId: ctx.params.id, command: 'reset', note, by: actorOf(ctx) }))
  }

  async shelve(ctx: HttpContext) {
    const { until, reason: why } = await ctx.request.validateUsing(shelveValidator)
    return this.#answer(ctx, await shelveAlarm({ alarmId: ctx.params.id, until, why, by: actorOf(ctx) }))
  }

  async unshelve(ctx: HttpContext) {
    return this.#answer(ctx, await unshelveAlarm({ alarmId: ctx.params.id, by: actorOf(ctx) }))
  }

  async #answer(ctx: HttpContext, result: Result<AlarmRow, Reason[]>) {
    if (result.ok) return { data: await alarmJson(result.value) }
    if (result.error.some(({ code }) => code === 'telemetry.no_such_alarm')) return refuse(ctx, 404, 'E_NOT_FOUND', result.error)
    return refuse(ctx, 409, 'E_REFUSED', result.error)
  }

  #missing(ctx: HttpContext) {
    return refuse(ctx, 404, 'E_NOT_FOUND', [reason('telemetry.no_such_alarm')])
  }
}
