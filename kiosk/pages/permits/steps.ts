import type { Step } from '#kiosk/components/step_line.svelte'
import { named, t } from '#kiosk/lib/i18n.svelte'
import { moment } from '#kiosk/lib/time'
import type { Permit } from '#kiosk/pages/permits/types'
import { roleWord } from '#kiosk/pages/permits/words'

type Stage = 'apply' | 'guard' | 'approve' | 'start' | 'work' | 'finish' | 'close'
const NOW: Record<string, Stage> = {
  draft: 'apply',
  submitted: 'guard',
  awaiting_approval: 'approve',
  issued: 'start',
  started: 'work',
  suspended: 'work',
  finished: 'close',
}
const ORDER: Stage[] = ['apply', 'guard', 'approve', 'start', 'work', 'finish', 'close']

/** The permit as a vertical line: what is done and by whom, what is on, who comes next. */
export function stepsOf(permit: Permit, now: number): Step[] {
  const reached = permit.state === 'expired' && permit.started_at ? 'finish' : (NOW[permit.state] ?? null)
  const at = (instant: number | null) => (instant === null ? null : moment(instant, now))
  const signedBy = (name: string, instant: number | null) => [name, at(instant)].filter(Boolean).join(' · ')
  const doneUntil: [Stage, number | null][] = [
    ['apply', permit.submitted_at],
    ['guard', permit.guardian_accepted_at],
    ['approve', permit.issued_at],
    ['start', permit.started_at],
    ['work', permit.finished_at],
    ['finish', permit.finished_at],
    ['close', permit.closed_at],
  ]
  const isDone = (stage: Stage) => doneUntil.find(([name]) => name === stage)![1] !== null
  const stateOf = (stage: Stage): Step['state'] => {
    if (stage === reached) return permit.state === 'suspended' ? 'blocked' : 'now'
    return isDone(stage) ? 'done' : reached === null ? 'blocked' : 'next'
  }
  const given = permit.approvals.filter(({ decision }) => decision !== null).length
  const notes: Record<Stage, string | null> = {
    apply: signedBy(named(permit.applicant), permit.submitted_at),
    guard: permit.guardian ? signedBy(named(permit.guardian), permit.guardian_accepted_at) : t('permits.screen.step.no_guardian'),
    approve: permit.approvals.length
      ? permit.approvals.map(({ role, by, decided_at }) => (by ? signedBy(named(by), decided_at) : roleWord(role))).join(' → ')
      : permit.level.approvers.map(({ role }) => roleWord(role)).join(' → '),
    start: permit.started_at ? signedBy(named(permit.guardian), permit.started_at) : t('permits.screen.step.start_note', { area: permit.area.name, area_en: permit.area.name_en }),
    work: permit.workers.map((worker) => named(worker)).join(', ') || null,
    finish: at(permit.finished_at),
    close: permit.closed_at ? at(permit.closed_at) : permit.watch_until ? t('permits.screen.step.watch_until', { time: moment(permit.watch_until, now) }) : null,
  }
  const shown = ORDER.filter((stage) => stage !== 'finish' || reached === 'finish' || isDone('finish'))
  return shown.map((stage) => ({
    id: stage,
    title: t(`permits.screen.step.${stage}`, { given, all: permit.approvals.length || permit.level.approvers.length }),
    state: stateOf(stage),
    note: notes[stage],
  }))
}
