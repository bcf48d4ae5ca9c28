import { locale, t } from '#kiosk/lib/i18n.svelte'
import type { Check } from '#kiosk/pages/permits/types'

/** A text of a definition in the reader's language. */
export const worded = (one: Pick<Check, 'text' | 'text_en'>): string => (locale() === 'en' ? one.text_en : one.text)

export const stateWord = (state: string): string => t(`permits.screen.state.${state}`)
export const roleWord = (role: string): string => t('permits.screen.role', { role })

/** Where a permit is over, nothing is to be done any more. */
export const isOver = (state: string): boolean => ['closed', 'rejected', 'withdrawn', 'cancelled', 'expired'].includes(state)
