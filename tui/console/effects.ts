import type { ApiClient } from '#tui/lib/api_client'
import type { BoardFeed } from '#tui/lib/board_feed'
import { faultSentences } from '#tui/lib/faults'
import type { Translate } from '#tui/lib/messages'
import type { Effect, Notice } from '#tui/console/state'

type Write = Extract<Effect, { kind: 'acknowledge' | 'reset' | 'drill' }>

/** Does what a person decided, through the same API as the kiosks. It is done when the server says so, not before. */
export async function sendWrite(effect: Write, api: ApiClient, feed: BoardFeed, t: Translate): Promise<Notice> {
  const path = effect.kind === 'drill' ? `/api/v1/drills/${feed.link.board?.drill?.id ?? 'none'}` : `/api/v1/alarms/${encodeURIComponent(effect.alarmId)}`
  const reply =
    effect.kind === 'drill'
      ? await (effect.act === 'end' ? api.post(`${path}/end`, {}) : api.post(`${path}/answers`, { kind: 'acknowledge' }))
      : effect.kind === 'acknowledge'
      ? await api.post(`${path}/acknowledge`, effect.note === '' ? {} : { note: effect.note })
      : await api.post(`${path}/reset`, {})
  void feed.refresh()
  if (reply.ok) return { tone: 'grant', lines: [`✓ ${t(`tui.notice.${effect.kind === 'drill' ? `drill_${effect.act}` : effect.kind}_done`)}`] }
  // A write that was not answered may still have been done: neither "saved" nor "not saved" would be true.
  const unsure = reply.fault.kind === 'timeout' ? [t('tui.notice.unsure')] : []
  return { tone: 'deny', lines: [...faultSentences(reply.fault, api.url, t).map((text) => `✕ ${text}`), ...unsure] }
}
