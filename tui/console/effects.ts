import type { ApiClient } from '#tui/lib/api_client'
import type { BoardFeed } from '#tui/lib/board_feed'
import { faultSentences } from '#tui/lib/faults'
import type { Translate } from '#tui/lib/messages'
import type { Effect, Notice } from '#tui/console/state'

type Write = Extract<Effect, { kind: 'acknowledge' | 'acknowledge_all' | 'reset' | 'shelve' | 'out_of_service' | 'drill' }>

const MINUTE_MS = 60_000

/** Does what a person decided, through the same API as the kiosks. It is done when the server says so, not before. */
export async function sendWrite(effect: Write, api: ApiClient, feed: BoardFeed, t: Translate): Promise<Notice> {
  const reply = await perform(effect, api, feed)
  void feed.refresh()
  if (reply.ok) return { tone: 'grant', lines: [`✓ ${t(`tui.notice.${effect.kind === 'drill' ? `drill_${effect.act}` : effect.kind}_done`)}`] }
  // A write that was not answered may still have been done: neither "saved" nor "not saved" would be true.
  const unsure = reply.fault.kind === 'timeout' ? [t('tui.notice.unsure')] : []
  return { tone: 'deny', lines: [...faultSentences(reply.fault, api.url, t).map((text) => `✕ ${text}`), ...unsure] }
}

function perform(effect: Write, api: ApiClient, feed: BoardFeed) {
  const alarm = (id: string) => `/api/v1/alarms/${encodeURIComponent(id)}`
  // The plant's clock: the terminal's own may be wrong.
  const until = (minutes: number) => Math.round((feed.link.board?.at ?? Date.now()) + minutes * MINUTE_MS)
  switch (effect.kind) {
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
