import { useEffect, useState } from 'react'
import type { BoardAlarm } from '#app/board/snapshot'
import type { ApiClient } from '#tui/lib/api_client'
import { toAlarm, type AlarmReply } from '#tui/console/alarm_reply'
import type { Source } from '#tui/console/view'

const PAGE = 200
/** A flood moves the board several times a second: its groups are asked for at most so often. */
const AGAIN_MS = 1_500

/** The alarms of the folded group that is open, newest first; asked for again while it stays open. */
export function useGroup(api: ApiClient, areas: (string | null)[] | null, boardAt: number): Source['group'] {
  const [alarms, setAlarms] = useState<BoardAlarm[] | null>(null)
  const key = areas === null ? null : areas.map((code) => code ?? '').join(',')
  const turn = Math.floor(boardAt / AGAIN_MS)
  useEffect(() => setAlarms(null), [key])
  useEffect(() => {
    if (key === null) return
    let open = true
    const query = new URLSearchParams({ folded_in: key, limit: String(PAGE) })
    void api.get<AlarmReply[]>(`/api/v1/alarms?${query}`).then((reply) => {
      if (open && reply.ok && Array.isArray(reply.value)) setAlarms(reply.value.map(toAlarm))
    })
    return () => {
      open = false
    }
  }, [api, key, turn])
  return key === null ? null : { alarms }
}
