/**
 * What drives the simulated field: one small file that its processes watch. Commands write it, the field only reads it.
 */
export interface Control {
  /** The last scenario, for people. */
  scenario: string
  /** Areas with an open leak. */
  leaks: string[]
  /** Points that don't answer, and points that stand still. */
  dead: string[]
  frozen: string[]
  /** Outputs that don't move whatever they are told. */
  stuck: string[]
  /** Points that go to a value of their own and stay there. */
  targets: Record<string, number>
  /** No gaps and none of the standing faults of an ordinary day. */
  calm: boolean
  /** Points that play a recording. */
  replays: Record<string, Replay>
}

export interface Replay {
  /** Name of the recording in the same folder. */
  file: string
  speed: number
  /** Epoch milliseconds at which it began to play. */
  since: number
}

/** Values by milliseconds since the recording's start, in order of time. */
export type Recording = [offsetMs: number, value: number][]

export const ordinaryDay = (): Control => ({
  scenario: 'ordinary_day',
  leaks: [],
  dead: [],
  frozen: [],
  stuck: [],
  targets: {},
  calm: false,
  replays: {},
})
