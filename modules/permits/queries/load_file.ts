import db from '@adonisjs/lucid/services/db'
import type { Tx } from '#app/kernel/transaction'
import type { PermitFile } from '#modules/permits/permit_file'
import { levelVersion } from '#modules/permits/queries/find_levels'
import type { ApprovalRow, GasTestRow, GuardAnswerRow, MeasureRow, PermitRow, TransitionRow, WorkerRow } from '#modules/permits/rows'

/** More than anybody takes in one permit; the newest count. */
const GAS_TESTS = 200

type Client = Pick<Tx['db'], 'from'>

/** The permit with its parts; null when there is none. */
export async function loadFile(id: string, client: Client = db): Promise<PermitFile | null> {
  const permit: PermitRow | null = await client.from('permits').where('id', id).first()
  if (!permit) return null
  const of = (table: string) => client.from(table).where('permit_id', id)
  const workers: WorkerRow[] = await of('permit_workers').orderBy('id')
  const measures: MeasureRow[] = await of('permit_measures').orderBy('id')
  const approvals: ApprovalRow[] = await of('permit_approvals').orderBy('seq')
  const answers: GuardAnswerRow[] = await of('permit_guard_answers').orderBy('id')
  const gasTests: GasTestRow[] = await of('permit_gas_tests').orderBy('tested_at', 'desc').orderBy('id', 'desc').limit(GAS_TESTS)
  const level = await levelVersion(permit.level_code, permit.level_version)
  return { permit, level, workers, measures, approvals, answers, gasTests }
}

/** Every step the permit has taken, the oldest first. */
export function listTransitions(id: string): Promise<TransitionRow[]> {
  return db.from('permit_transitions').where('permit_id', id).orderBy('seq').limit(500)
}
