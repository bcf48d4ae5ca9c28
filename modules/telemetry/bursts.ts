/** What was raised last in an area: the burst that it belongs to, and when. */
export interface LastRaised {
  burstId: string
  at: number
}

/**
 * First-out: the first alarm of an area after a calm is where to look for the cause; those that follow within the gap
 * are its burst. Pure.
 */
export class Bursts {
  constructor(
    private last: Map<string, LastRaised>,
    private gapMs: number
  ) {}

  /** Takes the alarm in; alarms come in the order in which they were decided. */
  join(areaCode: string, alarmId: string, at: number): { firstOut: boolean; burstId: string } {
    const before = this.last.get(areaCode)
    const firstOut = !before || at - before.at > this.gapMs
    const burstId = firstOut ? alarmId : before.burstId
    this.last.set(areaCode, { burstId, at: Math.max(at, before?.at ?? at) })
    return { firstOut, burstId }
  }
}
