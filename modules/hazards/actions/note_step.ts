import type { Actor } from '#app/audit/index'
import type { Tx } from '#app/kernel/transaction'
import type { HazardRow } from '#modules/hazards/rows'

/** Writes one step of a hazard's way: who, from when to when, due when (B10). */
export async function noteStep(
  tx: Tx,
  hazard: Pick<HazardRow, 'id'>,
  step: { command: string; by: Actor; beganAt: number; dueAt: number | null; comment: string | null }
): Promise<void> {
  await tx.db.table('hazard_steps').insert({
    hazard_id: hazard.id,
    command: step.command,
    actor_id: step.by.id,
    actor_name: step.by.name,
    began_at: step.beganAt,
    due_at: step.dueAt,
    ended_at: tx.now,
    comment: step.comment,
  })
}
