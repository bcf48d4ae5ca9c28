import type { BoardPoint } from '#app/board/snapshot'
import { api } from '#kiosk/lib/api'
import { live } from '#kiosk/lib/board.svelte'

/** A point as `GET /points` tells it. */
export interface ListedPoint {
  code: string
  name: string
  name_en: string
  area: string
  kind: string
  unit: string
  value: number | null
  quality: 'good' | 'uncertain' | 'bad'
  fault: string | null
  ts: number | null
  last_good_ts: number | null
  limits: BoardPoint['limits']
  deviation: number | null
}

const ASK_EVERY_MS = 2_000

const asOnBoard = ({ name_en: nameEn, area: areaCode, last_good_ts: lastGoodTs, ...point }: ListedPoint): BoardPoint => ({ ...point, nameEn, areaCode, lastGoodTs })

/**
 * Points as they are now: out of the overview, and those that a large plant's overview leaves out asked for while somebody
 * looks. What isn't answered is not known. Called while a component is set up.
 */
export function followPoints(codes: () => readonly string[]): (code: string) => BoardPoint | null {
  let asked = $state.raw(new Map<string, BoardPoint>())
  const onBoard = $derived(new Map((live.snapshot?.points.items ?? []).map((point) => [point.code, point])))
  const missing = $derived(live.snapshot ? codes().filter((code) => !onBoard.has(code)).join(',') : '')
  $effect(() => {
    const query = { codes: missing, limit: 200 }
    if (!missing) return
    let over = false
    const ask = async () => {
      const answer = await api.get<ListedPoint[]>('/points', { query })
      if (!over) asked = new Map(answer.ok ? answer.value.map((point) => [point.code, asOnBoard(point)]) : [])
    }
    void ask()
    const timer = setInterval(() => void ask(), ASK_EVERY_MS)
    return () => {
      over = true
      clearInterval(timer)
    }
  })
  return (code) => onBoard.get(code) ?? asked.get(code) ?? null
}
