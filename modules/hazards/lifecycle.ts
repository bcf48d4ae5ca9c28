import { Lifecycle, type Guard } from '#app/kernel/lifecycle'
import { reason } from '#app/kernel/reason'
import type { HazardState } from '#modules/hazards/rows'

export type HazardCommand = 'dispatch' | 'rectify' | 'verify' | 'return' | 'close' | 'request_extension' | 'approve_extension' | 'cancel' | 'mark_duplicate'

/** What the guards look at: the hazard, the caller, and what comes along. */
export interface HazardFacts {
  callerId: string | null
  permissions: ReadonlySet<string>
  assigneeId: string | null
  rectifiedBy: string | null
  /** Whom it is given to, for `dispatch`; null: nobody was named. */
  toId: string | null
  comment: string | null
  photos: number
  photoAfterNeeded: boolean
  wantedDueAt: number | null
  /** The date that somebody asked for, of the hazard itself. */
  requestedDueAt: number | null
  /** Who asked for it; null: nobody, or a machine. */
  requestedBy: string | null
  dueAt: number
  /** There is such another hazard, which counts itself. */
  originalFits: boolean
}

const may =
  (permission: string): Guard<HazardFacts> =>
  ({ permissions }) => (permissions.has(permission) ? null : reason('identity.not_allowed', { permission }))

export const signedIn: Guard<HazardFacts> = ({ callerId }) => (callerId ? null : reason('identity.not_signed_in'))

/** The one it was given to; whoever dispatches may act for an assignee who can't. */
export const onlyAssignee: Guard<HazardFacts> = ({ callerId, assigneeId, permissions }) =>
  callerId === assigneeId || permissions.has('hazards.dispatch') ? null : reason('hazards.only_assignee')

export const afterPhoto: Guard<HazardFacts> = ({ photoAfterNeeded, photos }) =>
  photoAfterNeeded && photos === 0 ? reason('hazards.photo_needed') : null

export const notTheRectifier: Guard<HazardFacts> = ({ callerId, rectifiedBy }) =>
  callerId !== null && callerId === rectifiedBy ? reason('hazards.not_the_rectifier') : null

export const commented: Guard<HazardFacts> = ({ comment }) => (comment?.trim() ? null : reason('hazards.comment_needed'))

const someoneNamed: Guard<HazardFacts> = ({ toId }) => (toId ? null : reason('hazards.assignee_needed'))

const laterDate: Guard<HazardFacts> = ({ wantedDueAt, dueAt }) =>
  wantedDueAt !== null && wantedDueAt > dueAt ? null : reason('hazards.later_date_needed')

/** More time is asked for and given by two: a dispatcher who is the assignee must not grant it to himself (B06). */
export const notTheRequester: Guard<HazardFacts> = ({ callerId, requestedBy }) =>
  callerId !== null && callerId === requestedBy ? reason('hazards.not_the_requester') : null

const originalNamed: Guard<HazardFacts> = ({ originalFits }) => (originalFits ? null : reason('hazards.original_needed'))

const requested: Guard<HazardFacts> = ({ requestedDueAt }) => (requestedDueAt ? null : reason('hazards.nothing_requested'))

/** From report to close-out (销号); closed only what somebody else than the rectifier has seen. */
export const hazardLifecycle = new Lifecycle<HazardState, HazardCommand, HazardFacts>('hazards', 'reported', [
  { command: 'dispatch', from: ['reported', 'dispatched'], to: 'dispatched', guards: [signedIn, may('hazards.dispatch'), someoneNamed] },
  { command: 'rectify', from: ['dispatched'], to: 'rectified', guards: [signedIn, may('hazards.rectify'), onlyAssignee, afterPhoto] },
  { command: 'verify', from: ['rectified'], to: 'verified', guards: [signedIn, may('hazards.verify'), notTheRectifier] },
  { command: 'return', from: ['rectified'], to: 'dispatched', guards: [signedIn, may('hazards.verify'), notTheRectifier, commented] },
  { command: 'close', from: ['verified'], to: 'closed', guards: [signedIn, may('hazards.close')] },
  { command: 'request_extension', from: ['dispatched'], to: 'dispatched', guards: [signedIn, onlyAssignee, commented, laterDate] },
  { command: 'approve_extension', from: ['dispatched'], to: 'dispatched', guards: [signedIn, may('hazards.dispatch'), requested, notTheRequester] },
  { command: 'cancel', from: ['reported', 'dispatched'], to: 'withdrawn', guards: [signedIn, may('hazards.close'), commented] },
  { command: 'mark_duplicate', from: ['reported', 'dispatched'], to: 'withdrawn', guards: [signedIn, may('hazards.close'), originalNamed] },
])
