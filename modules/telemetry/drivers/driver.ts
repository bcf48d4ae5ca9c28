import type { Quality, RegisterProbe, RegisterRange } from '#modules/telemetry/engine/port'

/** A value as a source gives it; `ts` null where the source has no clock. */
export interface RawReading {
  point: string
  value: number
  ts: number | null
  quality: Quality
}

export interface DriverEvents {
  /** Resolves when the readings are committed: only then may a publisher be acknowledged. Rejects when they can't be kept. */
  readings(readings: RawReading[]): Promise<void>
  /** The source can't be read, with the reason; and it can again. Said as often as it happens, told once by the engine. */
  lost(error: string): void
  found(): void
  /** The device of these points is not there any more: nothing is known of them from now on. */
  gone(points: readonly string[]): void
}

/** One source of readings on one wire. Constructors only assign; `start` and `stop` are symmetrical. */
export interface Driver {
  start(events: DriverEvents): Promise<void>
  stop(): Promise<void>
  /** Reads everything once and shows it raw. */
  probe(): Promise<RegisterProbe[]>
}

/** A driver that can also switch something on the wire, and look whether it is switched. */
export interface SwitchingDriver extends Driver {
  writeCoil(unitId: number, address: number, value: boolean): Promise<void>
  readCoil(unitId: number, address: number): Promise<boolean>
  /** Registers as they are now, whether a point is there or not. */
  look(range: RegisterRange): Promise<number[]>
}
