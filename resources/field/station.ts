import type { RegisterMapping } from '#modules/telemetry/engine/port'
import type { Signal } from '#field/signal/signal'

export type PointKind =
  'co' | 'o2' | 'h2s' | 'lel' | 'c2h2' | 'level' | 'pressure' | 'tilt' | 'temperature' | 'flow' | 'load' | 'wind'

/** A measuring point of the simulated field: what it measures, where, and how its signal moves. */
export interface FieldPoint {
  code: string
  areaCode: string
  kind: PointKind
  name: string
  nameEn: string
  unit: string
  /** Physical range of the instrument. */
  min: number
  max: number
  /** Alarm limits; null where there is none. */
  limits: { ll: number | null; l: number | null; h: number | null; hh: number | null }
  signal: Signal
}

export interface ModbusPoint extends FieldPoint {
  register: Omit<RegisterMapping, 'point'>
}

/** A motor behind two coils: one commands it, the other shows whether it runs. */
export interface FieldFan {
  code: string
  areaCode: string
  name: string
  nameEn: string
  unitId: number
  coil: number
  readbackCoil: number
}

/** A Modbus TCP gateway of the simulated field, one process and one port. */
export interface ModbusStation {
  code: string
  name: string
  nameEn: string
  /** Its port is `FIELD_MODBUS_PORT` (default 15021) and this. */
  portOffset: number
  points: ModbusPoint[]
  fans: FieldFan[]
}

export interface MqttPoint extends FieldPoint {
  topic: string
  /** Milliseconds between two messages. */
  intervalMs: number
}

export interface FieldActuator {
  /** The output's code. */
  code: string
  areaCode: string
  kind: 'siren' | 'beacon' | 'door'
  name: string
  nameEn: string
  commandTopic: string
  stateTopic: string
  /** Milliseconds until it has moved. */
  delayMs: number
}

/** A device with a client and a credential of its own. */
export interface MqttDevice {
  username: string
  points: MqttPoint[]
  actuators: FieldActuator[]
}

export const DEFAULT_MODBUS_PORT = 15021

/** The secret of a demo device. Real devices get theirs from an administrator, and only its hash is kept. */
export const demoSecret = (username: string): string => `demo-${username}`
