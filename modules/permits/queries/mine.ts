import db from '@adonisjs/lucid/services/db'
import type { MineItem } from '#app/board/mine'
import { holdsRole, type PersonIdentity, type Principal } from '#app/identity/index'
import { clock } from '#app/kernel/clock'
import { areaLabel, areaWithParents } from '#app/plant/index'
import { gasVerdict } from '#modules/permits/gas'
import { nextApproval, type PermitFile } from '#modules/permits/permit_file'
import { loadFile } from '#modules/permits/queries/load_file'
import type { PermitState } from '#modules/permits/rows'

const OPEN: PermitState[] = ['draft', 'submitted', 'awaiting_approval', 'issued', 'started', 'suspended', 'expired', 'finished']
const LOOKED_AT = 300
const MIN_MS = 60_000
/** The next test is asked for this long before the last one stops counting. */
const RETEST_AHEAD_MS = 10 * MIN_MS

type Waiting = Pick<MineItem, 'kind' | 'priority' | 'due_at'>

/** What waits for this person: to guard, to approve, to test, to start, to take up again, to sign off. */
export async function permitsMine({ person, permissions }: Principal): Promise<MineItem[]> {
  if (!person) return []
  const rows: { id: string }[] = await db.from('permits').whereIn('state', OPEN).orderBy('start_at').limit(LOOKED_AT).select('id')
  const items: MineItem[] = []
  for (const { id } of rows) {
    const file = await loadFile(id)
    if (!file) continue
    const line = (await areaWithParents(file.permit.area_code)).map(({ code }) => code)
    for (const waiting of waitingFor(file, person, permissions, line)) items.push(await itemOf(file, waiting))
  }
  return items
}

function waitingFor(file: PermitFile, person: PersonIdentity, permissions: ReadonlySet<string>, line: string[]): Waiting[] {
  const { permit, level } = file
  const guards = permit.guardian_id === person.id
  const holds = (role: string) => line.some((code) => holdsRole(person, role, code))
  const waiting = (kind: string, priority: MineItem['priority'], due_at: number | null = null): Waiting => ({ kind, priority, due_at })
  const applies = permit.applicant_id === person.id
  const works = file.workers.some(({ account_id }) => account_id === person.id)
  switch (permit.state) {
    case 'draft':
      return applies ? [waiting('hand_in', 4)] : []
    case 'submitted':
      if (guards) return [waiting('accept_guard', 2, permit.guardian_due_at)]
      return applies && !permit.guardian_id ? [waiting('find_guardian', 2)] : []
    case 'awaiting_approval': {
      const due = nextApproval(file)
      const part = applies || guards || works || file.approvals.some(({ account_id }) => account_id === person.id)
      return due && holds(due.role) && !part && permissions.has('permits.approve') ? [waiting('approve', 2, due.due_at)] : []
    }
    case 'issued':
      return [...(guards ? [waiting('start', 2, permit.end_at)] : []), ...testsDue(file, permissions, permit.start_at - RETEST_AHEAD_MS)]
    case 'started':
      if (works) return [waiting('under_way', 4, permit.end_at)]
      return [...(guards ? [waiting('guard', 3, permit.end_at)] : []), ...testsDue(file, permissions, 0)]
    case 'suspended':
      if (guards) return [waiting('resume', 1)]
      if (works || applies) return [waiting('stopped', 1)]
      return testsDue(file, permissions, 0)
    case 'expired':
      return guards && permit.started_at !== null ? [waiting('finish', 1)] : []
    case 'finished':
      return holds(level.approvers[0]!.role) && !guards && !works ? [waiting('close', 3, permit.finished_at! + level.watch_min * MIN_MS)] : []
    default:
      return []
  }
}

function testsDue({ level, gasTests, permit }: PermitFile, permissions: ReadonlySet<string>, from: number): Waiting[] {
  const now = clock.now()
  if (!permissions.has('permits.test_gas') || now < from) return []
  const since = permit.state === 'suspended' ? permit.suspended_at : null
  const verdict = gasVerdict(level, gasTests, { now: now + RETEST_AHEAD_MS, validMin: level.retest_min, since })
  return verdict.reasons.length > 0 ? [{ kind: 'test_gas', priority: 2, due_at: verdict.validUntil }] : []
}

async function itemOf({ permit, level }: PermitFile, waiting: Waiting): Promise<MineItem> {
  const area = await areaLabel(permit.area_code)
  return {
    ...waiting,
    title_key: `permits.mine.${waiting.kind}`,
    params: { code: permit.code, level: level.name, level_en: level.name_en, area: area.name, area_en: area.nameEn, place: permit.place },
    link: `/permits/${permit.id}`,
  }
}
