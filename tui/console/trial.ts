import { CONSEQUENCES, type TrialReply } from '#tui/console/replies'
import type { Notice } from '#tui/console/state'
import type { Translate } from '#tui/lib/messages'

/** What the newest backtest of this console found. */
export interface Trial {
  rule: string
  report: TrialReply
}

/** What it would have brought about, in one line. */
export function consequencesText({ consequences }: TrialReply, t: Translate): string {
  const felt = CONSEQUENCES.filter((kind) => consequences[kind].count > 0)
  if (felt.length === 0) return t('tui.notice.backtest_quiet')
  return felt.map((kind) => t(`rules.screen.foreseen.${kind}`, { count: consequences[kind].count })).join(' ')
}

export const trialNotice = (report: TrialReply, t: Translate): Notice => ({
  tone: 'grant',
  lines: [`✓ ${t('tui.notice.backtest_done', { fired: t('rules.screen.would_have_fired', { count: report.count }), consequences: consequencesText(report, t) })}`],
})
