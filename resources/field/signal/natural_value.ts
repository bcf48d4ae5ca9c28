import type { Signal } from '#field/signal/signal'
import { gauss, hash01, wander } from '#field/signal/noise'

/** Noise is new this often: a reading taken twice within it is the same. */
const SAMPLE_MS = 500
const DRIFT_PERIOD_MS = 3 * 3_600_000

/** What the sensor would show at an instant when nothing happens: base, wave, drift and noise. */
export function naturalValue(signal: Signal, seed: string, at: number): number {
  let value = signal.base + signal.noise * gauss(`${seed}/noise`, Math.floor(at / SAMPLE_MS))
  if (signal.wave) {
    const phase = hash01(`${seed}/phase`, 0)
    value += signal.wave.amplitude * Math.sin(2 * Math.PI * (at / (signal.wave.periodS * 1000) + phase))
  }
  if (signal.drift) value += signal.drift * wander(`${seed}/drift`, at, DRIFT_PERIOD_MS)
  return value
}

/** Whether the sensor is silent, or stands still, by its own nature at an instant. */
export function naturalFault(signal: Signal, seed: string, at: number): 'dead' | 'frozen' | null {
  if (signal.fault === 'dead') return 'dead'
  if (signal.gap && inWindow(signal.gap, `${seed}/gap`, at)) return 'dead'
  if (signal.fault && inWindow(signal.fault.freezes, `${seed}/freeze`, at)) return 'frozen'
  return null
}

/** The first `lengthS` of every `everyS`, begun at another moment for every sensor. */
function inWindow(window: { everyS: number; lengthS: number }, seed: string, at: number): boolean {
  const shifted = at / 1000 + hash01(seed, 0) * window.everyS
  return shifted % window.everyS < window.lengthS
}
