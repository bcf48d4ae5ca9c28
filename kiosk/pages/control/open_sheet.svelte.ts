import type { BoardAlarm } from '#app/board/snapshot'

/**
 * The alarm whose sheet is open. It is kept apart from the line that opened it: in a flood a line moves or goes while
 * somebody writes a reason, and the sheet must not close under the hands.
 */
export const opened = $state<{ alarm: BoardAlarm | null; onclosed: (() => void) | undefined }>({ alarm: null, onclosed: undefined })

export function openSheet(alarm: BoardAlarm, onclosed?: () => void): void {
  Object.assign(opened, { alarm, onclosed })
}

export function closeSheet(): void {
  const { onclosed } = opened
  Object.assign(opened, { alarm: null, onclosed: undefined })
  onclosed?.()
}
