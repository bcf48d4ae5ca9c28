import { hasMessage, named, t } from '#kiosk/lib/i18n.svelte'
import { distance, moment } from '#kiosk/lib/time'
import type { Because, Decision, Passage } from '#kiosk/pages/gate/types'

/** The reason in the language that the screen speaks now, which may be the badge holder's and not the gate's. */
export function said(why: Because): { message: string; fix: string | null } {
  const [room, ...rest] = why.code.split('.')
  const name = rest.join('.')
  const params = (why.params ?? {}) as Record<string, string | number>
  const own = (kind: 'reasons' | 'fixes') => (hasMessage(`${room}.${kind}.${name}`) ? t(`${room}.${kind}.${name}`, params) : null)
  return { message: own('reasons') ?? why.message, fix: own('fixes') ?? why.fix }
}

/** `since 24 Nov 09:12, 12 min ago`; left out where the sentence itself counts the days. */
export function sinceWhen(why: Because, now: number): string | null {
  if (why.since === null || why.params?.days !== undefined) return null
  return t('personnel.screen.since', { moment: moment(why.since, now), distance: distance(why.since, now) })
}

export const nameOf = (passage: Passage | Decision): string =>
  passage.person ? named(passage.person) : t('personnel.screen.unknown_badge')

export const companyOf = (person: NonNullable<Decision['person']>): string => {
  const company = person.company ? named({ name: person.company, name_en: person.company_en }) : null
  return [company, person.post].filter(Boolean).join(' · ')
}

/** The one word of the verdict. */
export function wordOf({ decision, direction }: Pick<Decision, 'decision' | 'direction'>): string {
  if (direction === 'out') return t('personnel.screen.leave_word')
  return decision === 'grant' ? t('personnel.screen.grant_word') : t('personnel.screen.deny_word')
}
