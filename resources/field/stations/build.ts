import type { FieldPoint, ModbusPoint, MqttDevice, MqttPoint, PointKind } from '#field/station'
import type { Signal } from '#field/signal/signal'

type Limits = FieldPoint['limits']
type Register = Partial<ModbusPoint['register']> & { unitId: number; address: number }

interface Quantity {
  unit: string
  min: number
  max: number
  limits: Limits
  pollClass: string
  /** Step of the scaled 16-bit register: value = raw * scale. */
  scale: number
}

export const limitsOf = (ll: number | null, l: number | null, h: number | null, hh: number | null): Limits => ({
  ll,
  l,
  h,
  hh,
})

/**
 * What is usual for a quantity. The limits are those of GB 50493 and GB 6222 practice for the gases, and estimates for
 * the rest: the plant's own figures belong into its point definitions.
 */
const QUANTITIES: Record<PointKind, Quantity> = {
  co: { unit: 'ppm', min: 0, max: 500, limits: limitsOf(null, null, 24, 160), pollClass: 'gas', scale: 0.1 },
  o2: { unit: '%vol', min: 0, max: 25, limits: limitsOf(18, 19.5, 23, 23.5), pollClass: 'gas', scale: 0.01 },
  h2s: { unit: 'ppm', min: 0, max: 50, limits: limitsOf(null, null, 6, 20), pollClass: 'gas', scale: 0.01 },
  lel: { unit: '%LEL', min: 0, max: 100, limits: limitsOf(null, null, 25, 50), pollClass: 'gas', scale: 0.1 },
  c2h2: { unit: 'ppm', min: 0, max: 2, limits: limitsOf(null, null, 0.1, 1), pollClass: 'slow', scale: 0.001 },
  level: { unit: '%', min: 0, max: 100, limits: limitsOf(10, 15, 90, 95), pollClass: 'process', scale: 0.01 },
  pressure: { unit: 'kPa', min: 0, max: 20, limits: limitsOf(2.5, 4, 12, 15), pollClass: 'process', scale: 0.001 },
  tilt: { unit: 'mm', min: 0, max: 500, limits: limitsOf(null, null, 150, 250), pollClass: 'process', scale: 0.1 },
  temperature: {
    unit: '℃',
    min: 0,
    max: 150,
    limits: limitsOf(null, null, 70, 85),
    pollClass: 'temperature',
    scale: 0.1,
  },
  flow: { unit: 'm³/h', min: 0, max: 30, limits: limitsOf(null, null, 5, 10), pollClass: 'process', scale: 0.01 },
  load: { unit: '%', min: 0, max: 125, limits: limitsOf(null, null, 100, 105), pollClass: 'process', scale: 0.1 },
  wind: { unit: 'm/s', min: 0, max: 40, limits: limitsOf(null, null, 8, 10.8), pollClass: 'slow', scale: 0.1 },
}

type Detail = Partial<Pick<FieldPoint, 'unit' | 'min' | 'max' | 'limits'>>

/** `GAS2.AT201.CO`: the area is what stands before the first dot. */
export function point(
  code: string,
  kind: PointKind,
  [name, nameEn]: [string, string],
  signal: Signal,
  detail: Detail = {}
): FieldPoint {
  const { unit, min, max, limits: usual } = QUANTITIES[kind]
  const areaCode = code.slice(0, code.indexOf('.'))
  return { code, areaCode, kind, name, nameEn, unit, min, max, limits: usual, ...detail, signal }
}

/** A scaled 16-bit input register, as gas detection controllers have them. */
export function scaled(target: FieldPoint, register: Register): ModbusPoint {
  const { pollClass, scale } = QUANTITIES[target.kind]
  const usual = { function: 4, type: 'int16', wordOrder: 'ABCD', scale, offset: 0, pollClass } as const
  return { ...target, register: { ...usual, ...register } }
}

/** A 32-bit float in two holding registers, as process controllers have them. */
export function float(target: FieldPoint, register: Register): ModbusPoint {
  const { pollClass } = QUANTITIES[target.kind]
  const usual = { function: 3, type: 'float32', wordOrder: 'ABCD', scale: 1, offset: 0, pollClass } as const
  return { ...target, register: { ...usual, ...register } }
}

/** A point that publishes by itself on `plant/<area>/<device>/<quantity>`. */
export function published(target: FieldPoint, intervalMs = 1_000): MqttPoint {
  return { ...target, topic: `plant/${target.code.replaceAll('.', '/')}`, intervalMs }
}

export const detector = (username: string, ...points: MqttPoint[]): MqttDevice => ({ username, points, actuators: [] })
