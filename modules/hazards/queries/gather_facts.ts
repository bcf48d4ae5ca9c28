import type { Tx } from '#app/kernel/transaction'
import type { HazardFacts } from '#modules/hazards/lifecycle'
import type { HazardRow } from '#modules/hazards/rows'

interface Asked {
  callerId: string | null
  permissions: ReadonlySet<string>
  toId: string | null
  /** The hazard that this one is said to be a double of. */
  original: HazardRow | null
  input: { comment?: string | null; photos?: string[]; due_at?: number | null }
}

/** Everything that the state table looks at. */
export async function gatherFacts(hazard: HazardRow, { callerId, permissions, toId, original, input }: Asked, client: Pick<Tx['db'], 'from'>): Promise<HazardFacts> {
  const type = await client.from('hazard_types').where('code', hazard.type_code).firstOrFail()
  const request = await client.from('hazard_steps').where({ hazard_id: hazard.id, command: 'request_extension' }).orderBy('id', 'desc').first()
  return {
    callerId,
    permissions,
    assigneeId: hazard.assignee_id,
    rectifiedBy: hazard.rectified_by,
    toId,
    comment: input.comment ?? null,
    photos: input.photos?.length ?? 0,
    photoAfterNeeded: Boolean(type.photo_after),
    wantedDueAt: input.due_at ?? null,
    requestedDueAt: hazard.wanted_due_at,
    requestedBy: hazard.wanted_due_at ? (request?.actor_id ?? null) : null,
    dueAt: hazard.due_at,
    originalFits: original !== null && original.id !== hazard.id && original.state !== 'withdrawn',
  }
}
