import { Lifecycle, type Guard } from '#app/kernel/lifecycle'
import { reason } from '#app/kernel/reason'

export type StopState =
  | 'requested'
  | 'confirmed'
  | 'sending'
  | 'unknown'
  | 'acknowledged'
  | 'refused'
  | 'failed'
  | 'not_received'
  | 'unresolved'
  | 'withdrawn'
  | 'expired'

export type StopCommand =
  | 'confirm'
  | 'authorise'
  | 'withdraw'
  | 'expire'
  | 'send'
  | 'send_again'
  | 'not_sent'
  | 'give_up'
  | 'acknowledge'
  | 'refuse'
  | 'lose'
  | 'never_came'
  | 'stop_asking'

export interface StopFacts {
  /** Null: the system. */
  callerId: string | null
  permissions: ReadonlySet<string>
  requestedBy: string | null
  /** Whether the plant has it in writing that the MES carries out the same key once. */
  idempotent: boolean
}

const may =
  (permission: string): Guard<StopFacts> =>
  ({ permissions }) => (permissions.has(permission) ? null : reason('identity.not_allowed', { permission }))

const signedIn: Guard<StopFacts> = ({ callerId }) => (callerId ? null : reason('identity.not_signed_in'))

export const anotherPerson: Guard<StopFacts> = ({ callerId, requestedBy }) =>
  callerId !== null && callerId === requestedBy ? reason('integrations.another_person_needed') : null

const onlyRequester: Guard<StopFacts> = ({ callerId, requestedBy, permissions }) =>
  callerId === requestedBy || permissions.has('stops.confirm') ? null : reason('integrations.only_requester')

const keyIsEnough: Guard<StopFacts> = ({ idempotent }) => (idempotent ? null : reason('integrations.never_twice'))

/**
 * From request to answer. `sending` is written before a byte leaves, so that a crash there is seen: from it no way leads back
 * to where it would be sent again, save `not_sent`, when no connection came about, and `send_again`, when the MES is known to
 * carry out the same key once.
 */
export const stopLifecycle = new Lifecycle<StopState, StopCommand, StopFacts>('integrations', 'requested', [
  { command: 'confirm', from: ['requested'], to: 'confirmed', guards: [signedIn, may('stops.confirm'), anotherPerson] },
  { command: 'authorise', from: ['requested'], to: 'confirmed' },
  { command: 'withdraw', from: ['requested'], to: 'withdrawn', guards: [signedIn, onlyRequester] },
  { command: 'expire', from: ['requested'], to: 'expired' },
  { command: 'send', from: ['confirmed'], to: 'sending' },
  { command: 'give_up', from: ['confirmed'], to: 'failed' },
  { command: 'not_sent', from: ['sending'], to: 'confirmed' },
  { command: 'acknowledge', from: ['sending', 'unknown'], to: 'acknowledged' },
  { command: 'refuse', from: ['sending', 'unknown'], to: 'refused' },
  { command: 'lose', from: ['sending'], to: 'unknown' },
  { command: 'send_again', from: ['unknown'], to: 'sending', guards: [keyIsEnough] },
  { command: 'never_came', from: ['unknown'], to: 'not_received' },
  { command: 'stop_asking', from: ['unknown'], to: 'unresolved' },
])

/** Commands of people; the rest is the system's own. */
export const COMMANDS_OF_PEOPLE: readonly StopCommand[] = ['confirm', 'withdraw']
