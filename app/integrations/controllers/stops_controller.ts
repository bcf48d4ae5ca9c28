import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf, reauthenticate } from '#app/identity/index'
import { explain, refuse } from '#app/kernel/http/refuse'
import { reason, type Reason } from '#app/kernel/reason'
import { settingValue } from '#app/kernel/settings'
import { transact } from '#app/kernel/transaction'
import { findEquipment } from '#app/plant/index'
import { decideStop } from '#app/integrations/stops/decide_stop'
import { findStop, listStops, stepsOf, stopCommands, stoppable } from '#app/integrations/stops/queries'
import { requestStop } from '#app/integrations/stops/request_stop'
import type { StopRow } from '#app/integrations/stops/rows'
import { mesMode } from '#app/integrations/stops/settings'

const pageValidator = vine.create({
  cursor: vine.string().maxLength(40).optional(),
  limit: vine.number().withoutDecimals().range([1, 100]).optional(),
})
const pin = () => vine.string().regex(/^\d{6}$/)
const requestValidator = vine.create({
  equipment: vine.string().trim().maxLength(40),
  reason: vine.string().trim().minLength(3).maxLength(200),
  incident_id: vine.string().maxLength(40).nullable().optional(),
  test: vine.boolean({ strict: true }).optional(),
  pin: pin(),
})
const signValidator = vine.create({ pin: pin() })

/** Stop commands for the MES: two people and a PIN each; what leaves, leaves once. */
export default class StopsController {
  static input = { index: { query: pageValidator }, store: { body: requestValidator }, confirm: { body: signValidator } }

  async index(ctx: HttpContext) {
    const { cursor, limit = 30 } = await ctx.request.validateUsing(pageValidator, { data: ctx.request.qs() })
    const rows = await listStops({ limit, before: cursor })
    return { data: await Promise.all(rows.map((row) => this.#present(ctx, row))), next_cursor: rows.length === limit ? rows.at(-1)!.id : null }
  }

  async show(ctx: HttpContext) {
    const row = await findStop(ctx.params.id)
    if (!row) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('integrations.no_such_stop')])
    return { data: { ...(await this.#present(ctx, row)), steps: await stepsOf(row.id) } }
  }

  /** What may be stopped from here, and whether the link is off, on trial or on. */
  async options() {
    return { data: { mode: await settingValue(mesMode), equipment: await stoppable() } }
  }

  async store(ctx: HttpContext) {
    const { pin: entered, incident_id: incidentId = null, ...request } = await ctx.request.validateUsing(requestValidator)
    const against = await this.#proven(ctx, entered)
    if (against.length > 0) return refuse(ctx, 409, 'E_REFUSED', against)
    const result = await transact((tx) => requestStop(tx, { ...request, incidentId }, actorOf(ctx)))
    if (!result.ok) return refuse(ctx, 409, 'E_REFUSED', result.error)
    return ctx.response.created({ data: await this.#present(ctx, result.value) })
  }

  async confirm(ctx: HttpContext) {
    const { pin: entered } = await ctx.request.validateUsing(signValidator)
    const against = await this.#proven(ctx, entered)
    return against.length > 0 ? refuse(ctx, 409, 'E_REFUSED', against) : this.#decide(ctx, 'confirm')
  }

  withdraw = (ctx: HttpContext) => this.#decide(ctx, 'withdraw')

  async #decide(ctx: HttpContext, command: 'confirm' | 'withdraw') {
    const result = await decideStop({ stopId: ctx.params.id, command, by: actorOf(ctx), permissions: ctx.principal.permissions })
    if (result.ok) return this.show(ctx)
    const absent = result.error.some(({ code }) => code === 'integrations.no_such_stop')
    return refuse(ctx, absent ? 404 : 409, absent ? 'E_NOT_FOUND' : 'E_REFUSED', result.error)
  }

  async #proven({ principal }: HttpContext, entered: string): Promise<Reason[]> {
    if (!principal.person) return [reason('identity.not_signed_in')]
    const proven = await reauthenticate(principal.person.id, entered)
    return proven.ok ? [] : proven.error
  }

  async #present({ principal, i18n }: HttpContext, row: StopRow) {
    const equipment = await findEquipment(row.equipment_code)
    const commands = await stopCommands(row, principal.person?.id ?? null, principal.permissions)
    const { id, code, state, reason: why, incident_id, requested_at, requested_by_name, rule_code, confirmed_at, confirmed_by_name, sent_at, ended_at, mes_reference, error } = row
    return {
      id,
      code,
      state,
      test: Boolean(row.test),
      equipment: { code: row.equipment_code, name: equipment?.name ?? row.equipment_code, name_en: equipment?.nameEn ?? row.equipment_code },
      reason: why,
      incident_id,
      requested_at,
      requested_by: requested_by_name,
      rule: rule_code,
      confirmed_at,
      confirmed_by: confirmed_by_name,
      sent_at,
      ended_at,
      mes_reference,
      error,
      commands: commands.map(({ command, reasons }) => ({ command, allowed: reasons.length === 0, reasons: reasons.map((one) => explain(i18n, one)) })),
    }
  }
}
