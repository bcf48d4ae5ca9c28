import { reason, type Reason } from '#app/kernel/reason'
import type { Guard } from '#app/kernel/lifecycle'
import type { Check } from '#modules/permits/level'
import type { PermitFacts } from '#modules/permits/facts'

/** Proofs are asked of who commands; who only asks what is possible has not given them yet. */
const ofCommands =
  (guard: (facts: PermitFacts, input: NonNullable<PermitFacts['input']>) => Reason | Reason[] | null): Guard<PermitFacts> =>
  (facts) =>
    facts.input === null ? null : guard(facts, facts.input)

/** A guard that is about what the command names, and has nothing to say before. */
export const whenCommanded = (guard: Guard<PermitFacts>): Guard<PermitFacts> => ofCommands((facts) => guard(facts))

export const guardianNamed = ofCommands((_, input) => (input.guardianId ? null : reason('permits.no_guardian')))

export const signed = ofCommands(({ pin }) => pin)

export const hasComment = ofCommands((_, input) => (input.comment?.trim() ? null : reason('permits.comment_needed')))

export const dutiesRead = ofCommands(({ level }, input) =>
  input.dutiesVersion === level.duties.version ? null : reason('permits.duties_not_read', { version: level.duties.version })
)

/** What is signed is what the signer saw. */
export const contentSeen = ofCommands(({ contentHash }, input) =>
  input.contentHash && input.contentHash !== contentHash ? reason('permits.content_changed') : null
)

export const permitScanned = ofCommands(({ token }, input) => (input.token ? token : reason('permits.not_scanned')))

export const atThePlace = ofCommands(({ placeProof, area }) =>
  placeProof === null ? reason('permits.not_at_the_place', { area: area.name, area_en: area.name_en }) : null
)

const allChecked = (list: (facts: PermitFacts) => Check[]): Guard<PermitFacts> =>
  ofCommands((facts, input) =>
    list(facts)
      .filter(({ id }) => !input.checks?.includes(id))
      .map(({ id, text, text_en }) => reason('permits.check_open', { id, check: text, check_en: text_en }))
  )

export const startChecked = allChecked(({ level }) => level.start_checks)
export const finishChecked = allChecked(({ level }) => level.finish_checks)
export const closeChecked = allChecked(({ level }) => level.close_checks)
