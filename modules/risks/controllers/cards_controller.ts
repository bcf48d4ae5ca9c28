import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#app/kernel/clock'
import { plantTimeZone } from '#app/plant/index'
import { DateTime } from 'luxon'
import { CARD_KEEPER, CARD_PAGE } from '#modules/risks/offline/card_scripts'
import { findCard } from '#modules/risks/queries/plans'

/** A card as a page of its own, which needs no other file: what is kept must be whole. It holds no token. */
export default class CardsController {
  async show({ params, i18n, view, response, inertia }: HttpContext) {
    const found = await findCard(String(params.code))
    if (!found) return response.redirect('/incidents')
    // Asked for from inside another page: the browser goes there itself.
    if (inertia.requestInfo().isInertiaRequest) return inertia.location(`/cards/${encodeURIComponent(found.card.code)}`)
    const en = i18n.locale === 'en'
    const { card, plan } = found
    const [steps, other] = en ? [card.steps_en, card.steps] : [card.steps, card.steps_en]
    const now = clock.now()
    return view.render('card', {
      t: (key: string, values?: Record<string, string>) => i18n.formatMessage(key, values),
      locale: i18n.locale,
      at: now,
      kept: DateTime.fromMillis(now, { zone: plantTimeZone() }).toFormat('yyyy-MM-dd HH:mm'),
      script: CARD_PAGE,
      card: {
        title: en ? card.title_en : card.title,
        plan: en ? plan.name_en : plan.name,
        steps: steps.map((text, index) => ({ text, other: other[index] ?? '' })),
        contacts: card.contacts.map(({ name, name_en, phone }) => ({ name: en ? name_en : name, phone })),
      },
    })
  }

  async keeper({ response }: HttpContext) {
    return response.header('content-type', 'text/javascript; charset=utf-8').header('cache-control', 'no-cache').send(CARD_KEEPER)
  }
}
