import type { BoardAlarm, BoardPoint, BoardSnapshot } from '#app/board/snapshot'
import { standingCount } from '#tui/lib/alarm_words'
import { isStale, type Link } from '#tui/lib/link'
import type { Messages } from '#tui/lib/messages'
import type { ReadContext } from '#tui/lib/reading'
import { addEntries, happenings, type LogEntry } from '#tui/wall/alarm_log'
import { TREND_SLOTS } from '#tui/wall/layout'
import { holdersOf, keepPlaces, mostDeviating } from '#tui/wall/slots'
import { TrendMemory } from '#tui/wall/trend_memory'

/** What the wall has learnt from the boards so far. */
export class WallModel {
  readonly memory = new TrendMemory()
  log: LogEntry[] = []
  places: (string | null)[] = []
  #alarms: BoardAlarm[] | null = null

  take(board: BoardSnapshot): void {
    this.memory.take(board)
    const { items } = board.alarms
    this.log = addEntries(
      this.log,
      happenings(this.#alarms, items, board.at, standingCount(board.alarms) <= items.length)
    )
    this.#alarms = items
    this.places = keepPlaces(this.places, mostDeviating(board.points.items, TREND_SLOTS), TREND_SLOTS)
  }

  /** The points on the wall, each at its place. */
  shown(board: BoardSnapshot): (BoardPoint | null)[] {
    return Array.from({ length: TREND_SLOTS }, (_, index) => {
      const code = this.places[index] ?? null
      return code === null ? null : (board.points.items.find((point) => point.code === code) ?? null)
    })
  }

  holders(board: BoardSnapshot | null): BoardPoint[] {
    return board ? holdersOf(board.points.items) : []
  }
}

export const wallContext = (link: Link, messages: Messages, machineNow: number): ReadContext => ({
  t: messages.t,
  language: messages.language,
  now: link.board && link.receivedAt !== null ? link.board.at + (machineNow - link.receivedAt) : machineNow,
  zone: link.board?.plant.timeZone ?? 'UTC',
  stale: isStale(link, machineNow),
})
