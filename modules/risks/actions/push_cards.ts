import type { Tx } from '#app/kernel/transaction'
import { notify } from '#app/notifications/index'
import type { EmergencyPlan } from '#modules/risks/plan'
import type { Assignee } from '#modules/risks/rows'

/** Each post gets its card (处置卡) on the phone, once, however many of the steps are done with it (F10). */
export async function pushCards(tx: Tx, plan: EmergencyPlan, incidentId: string, assignees: Assignee[][]): Promise<void> {
  for (const card of plan.cards) {
    const holders = plan.steps.flatMap((step, position) => (step.card === card.code ? (assignees[position] ?? []) : []))
    const accounts = [...new Set(holders.map(({ id }) => id))]
    if (accounts.length === 0) continue
    await notify(tx, {
      to: { accounts },
      message: { key: 'risks.notices.card', params: { card: card.title, card_en: card.title_en } },
      priority: 1,
      link: `/cards/${card.code}`,
      // The call has gone out by every way; the card follows in the inbox.
      channels: [],
      cause: `incident:${incidentId}`,
      again: card.code,
    })
  }
}
