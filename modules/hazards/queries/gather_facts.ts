import type { Tx } from '#app/kernel/transaction'
import type { HazardFacts } from '#modules/hazards/lifecycle'
import type { HazardRow } from '#modules/hazards/rows'

interface Asked {
  callerId: string | null
  permissions: ReadonlySet<string>
  toId: string | null
  input: { comment?: string | null; photos?: string[]; due_at?: number | null }
}

/** Everything that the state table looks at. */
export async function gatherFacts(hazard: HazardRow, { callerId, permissions, toId, input }: Asked, client: Pick<Tx['db'], 'from'>): Promise<HazardFacts> {
  const type = await client.from('hazard_types').where('code', hazard.type_code).firstOrFail()
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
    dueAt: hazard.due_at,
  }
}
