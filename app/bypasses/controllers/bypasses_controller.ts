import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { refuse } from '#app/kernel/http/refuse'
import { settingValue } from '#app/kernel/settings'
import { areaLabel } from '#app/plant/index'
import { endBypass } from '#app/bypasses/actions/end_bypass'
import { openBypass } from '#app/bypasses/actions/open_bypass'
import { bypassKinds, type Bypass } from '#app/bypasses/bypass'
import { isOverdue, listBypasses } from '#app/bypasses/queries/list_bypasses'

const openValidator = vine.create({
  kind: vine.string().maxLength(40),
  subject: vine.string().maxLength(80),
  value: vine.number().nullable().optional(),
  reason: vine.string().trim().minLength(2).maxLength(250),
  /** What protects people meanwhile. */
  measure: vine.string().trim().minLength(2).maxLength(250),
  /** Epoch milliseconds. */
  until: vine.number().withoutDecimals(),
})

export default class BypassesController {
  static input = { store: { body: openValidator } }

  /** Everything that is set aside now: forced, shelved, inhibited, substituted, waived. */
  async index() {
    return { data: await Promise.all((await listBypasses()).map(bypassJson)), next_cursor: null }
  }

  /** What can be set aside, with its subjects and the longest time at once. */
  async kinds() {
    const data = await Promise.all(
      bypassKinds().map(async ({ kind, takesValue, longest, subjects }) => ({
        kind,
        takes_value: takesValue,
        longest_hours: await settingValue(longest),
        subjects: (await subjects()).map(({ code, name, nameEn, areaCode }) => ({ code, name, name_en: nameEn, area_code: areaCode })),
      }))
    )
    return { data, next_cursor: null }
  }

  async store(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(openValidator)
    const result = await openBypass({ ...input, value: input.value ?? null, by: actorOf(ctx) })
    if (result.ok) return ctx.response.status(201).send({ data: { id: result.value.id } })
    return refuse(ctx, 409, 'E_REFUSED', result.error)
  }

  /** Ends it, or confirms after its end that the safeguard works again. */
  async end(ctx: HttpContext) {
    const result = await endBypass(ctx.params.id, actorOf(ctx))
    if (result.ok) return { data: { id: result.value.id, ended_at: result.value.ended_at, restored_at: result.value.restored_at } }
    const missing = result.error.some(({ code }) => code === 'bypasses.no_such_bypass')
    return refuse(ctx, missing ? 404 : 409, missing ? 'E_NOT_FOUND' : 'E_REFUSED', result.error)
  }
}

async function bypassJson(bypass: Bypass) {
  const area = bypass.areaCode ? await areaLabel(bypass.areaCode) : null
  return {
    id: bypass.id,
    kind: bypass.kind,
    subject: { code: bypass.subject.code, name: bypass.subject.name, name_en: bypass.subject.nameEn },
    area: area && { code: bypass.areaCode, name: area.name, name_en: area.nameEn },
    value: bypass.value,
    owner: bypass.owner,
    owner_en: bypass.ownerEn,
    reason: bypass.reason,
    measure: bypass.measure,
    since: bypass.since,
    until: bypass.until,
    overdue: isOverdue(bypass),
    link: bypass.link,
    ours: bypass.ours,
  }
}
