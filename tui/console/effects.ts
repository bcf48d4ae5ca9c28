import type { ApiClient } from '#tui/lib/api_client'
import type { BoardFeed } from '#tui/lib/board_feed'
import { faultSentences } from '#tui/lib/faults'
import type { Translate } from '#tui/lib/messages'
import type { TrialReply } from '#tui/console/replies'
import type { Effect, Notice } from '#tui/console/state'
import { trialNotice, type Trial } from '#tui/console/trial'

type Write = Exclude<Effect, { kind: 'quit' | 'language' | 'refresh' | 'backtest' }>

const MINUTE_MS = 60_000
const DAY_MS = 1_440 * MINUTE_MS
/** A month of a plant's history takes its time. */
const BACKTEST_MS = 120_000

/** Does what a person decided, through the same API as the kiosks. It is done when the server says so, not before. */
export async function sendWrite(effect: Write, api: ApiClient, feed: BoardFeed, t: Translate): Promise<Notice> {
  const reply = await perform(effect, api, feed)
  void feed.refresh()
  if (reply.ok) return { tone: 'grant', lines: [`✓ ${doneSentence(effect, t)}`] }
  // A write that was not answered may still have been done: neither "saved" nor "not saved" would be true.
  const unsure = reply.fault.kind === 'timeout' ? [t('tui.notice.unsure')] : []
  return { tone: 'deny', lines: [...faultSentences(reply.fault, api.url, t).map((text) => `✕ ${text}`), ...unsure] }
}

function doneSentence(effect: Write, t: Translate): string {
  if (effect.kind === 'drill') return t(`tui.notice.drill_${effect.act}_done`)
  return t(`tui.notice.${effect.kind}_done`, effect.kind === 'rule' ? { mode: t(`rules.screen.mode.${effect.mode}`) } : {})
}

/** What the rule would have done; nothing is sent, and a failure is no finding. */
export async function runBacktest({ rule, days }: Extract<Effect, { kind: 'backtest' }>, api: ApiClient, now: number, t: Translate): Promise<{ notice: Notice; trial: Trial | null }> {
  const to = Math.round(now)
  const path = `/api/v1/rules/${encodeURIComponent(rule)}/backtest`
  const reply = await api.post<TrialReply>(path, { from: to - days * DAY_MS, to }, BACKTEST_MS)
  if (reply.ok) return { notice: trialNotice(reply.value, t), trial: { rule, report: reply.value } }
  return { notice: { tone: 'deny', lines: faultSentences(reply.fault, api.url, t).map((text) => `✕ ${text}`) }, trial: null }
}

const RULE_COMMANDS = { live: 'enable', shadow: 'shadow', off: 'disable' } as const

function perform(effect: Write, api: ApiClient, feed: BoardFeed) {
  const alarm = (id: string) => `/api/v1/alarms/${encodeURIComponent(id)}`
  // The plant's clock: the terminal's own may be wrong.
  const until = (minutes: number) => Math.round((feed.link.board?.at ?? Date.now()) + minutes * MINUTE_MS)
  switch (effect.kind) {
    case 'rule':
      return api.post(`/api/v1/rules/${encodeURIComponent(effect.rule)}/${RULE_COMMANDS[effect.mode]}`, effect.version === null ? {} : { version: effect.version })
    case 'commission': {
      const { point, ...reading } = effect.reading
      return api.post(`/api/v1/points/${encodeURIComponent(point)}/commission`, reading)
    }
    case 'unshelve':
      return api.post(`${alarm(effect.alarmId)}/unshelve`, {})
    case 'in_service':
      return api.post(`/api/v1/conditions/${encodeURIComponent(effect.condition)}/in-service`, {})
    case 'drill': {
      const drill = `/api/v1/drills/${feed.link.board?.drill?.id ?? 'none'}`
      return effect.act === 'end' ? api.post(`${drill}/end`, {}) : api.post(`${drill}/answers`, { kind: 'acknowledge' })
    }
    case 'acknowledge':
      return api.post(`${alarm(effect.alarmId)}/acknowledge`, effect.note === '' ? {} : { note: effect.note })
    case 'acknowledge_all':
      return api.post('/api/v1/alarms/acknowledge', { ids: effect.alarmIds, note: effect.note })
    case 'reset':
      return api.post(`${alarm(effect.alarmId)}/reset`, {})
    case 'shelve':
      return api.post(`${alarm(effect.alarmId)}/shelve`, { until: until(effect.minutes), reason: effect.reason })
    case 'out_of_service':
      return api.post(`/api/v1/conditions/${encodeURIComponent(effect.condition)}/out-of-service`, { until: until(effect.minutes), reason: effect.reason })
  }
}
