import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { DateTime } from 'luxon'
import { findAccount } from '#app/identity/index'
import { areaLabel, plantTimeZone } from '#app/plant/index'
import { answerCall } from '#modules/risks/actions/answer_call'
import { findPlan } from '#modules/risks/queries/plans'
import { findCall } from '#modules/risks/queries/responses'

const answerValidator = vine.create({ reply: vine.enum(['arrived', 'cannot_come'] as const) })

/**
 * The page behind the link of a call-out: one person, one incident, two buttons, no badge. Opening it answers nothing, since
 * messengers open links on their own to show a preview.
 */
export default class CallsController {
  async show(ctx: HttpContext) {
    const call = await findCall(String(ctx.params.token))
    if (!call) ctx.response.status(404)
    return this.#page(ctx, call)
  }

  async answer(ctx: HttpContext) {
    const { reply } = await ctx.request.validateUsing(answerValidator)
    const call = await findCall(String(ctx.params.token))
    if (!call) return this.#page(ctx.response.status(404) && ctx, null)
    const account = await findAccount({ id: call.account_id })
    const by = { id: call.account_id, name: account?.name ?? '?', device: null }
    await answerCall({ incidentId: call.incident_id, accountId: call.account_id, reply, how: 'link', by })
    return ctx.response.redirect(`/r/${call.link_token}`)
  }

  async #page({ view, i18n, response }: HttpContext, call: Awaited<ReturnType<typeof findCall>>) {
    response.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
    const t = (key: string, values?: Record<string, string>) => i18n.formatMessage(key, values)
    if (!call) return view.render('call', { t, locale: i18n.locale, call: null })
    const [area, plan, person] = await Promise.all([areaLabel(call.incident.area_code), findPlan(call.incident.plan_code), findAccount({ id: call.account_id })])
    const en = i18n.locale === 'en'
    return view.render('call', {
      t,
      locale: i18n.locale,
      call: {
        area: en ? area.nameEn : area.name,
        plan: (en ? plan?.name_en : plan?.name) ?? call.incident.plan_code,
        person: (en ? person?.nameEn : null) ?? person?.name ?? '?',
        code: call.incident.code,
        since: DateTime.fromMillis(Number(call.incident.started_at), { zone: plantTimeZone() }).toFormat('HH:mm'),
        reply: call.reply,
        over: call.incident.state !== 'active',
      },
    })
  }
}
