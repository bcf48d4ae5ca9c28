import type { Direction, GateStatus } from '#kiosk/pages/gate/types'

/** What a gate did on its own while the server was away; told to it later. */
export interface OwnPassage {
  id: string
  badge: string
  direction: Direction
  at: number
  decision: 'grant' | 'deny'
}

/** As many as a shift of a busy gate; beyond it the oldest refusals go first, never a passage. */
const LIMIT = 2_000
const passagesKey = (gate: string) => `redline.gate.${gate}.passages`
const statusKey = (gate: string) => `redline.gate.${gate}.status`

export function ownPassages(gate: string): OwnPassage[] {
  return read<OwnPassage[]>(passagesKey(gate)) ?? []
}

export function keepPassage(gate: string, passage: OwnPassage): void {
  const kept = [...ownPassages(gate), passage]
  while (kept.length > LIMIT) {
    const refusal = kept.findIndex(({ decision }) => decision === 'deny')
    kept.splice(Math.max(0, refusal), 1)
  }
  write(passagesKey(gate), kept)
}

export function forgetPassages(gate: string, sent: OwnPassage[]): void {
  const ids = new Set(sent.map(({ id }) => id))
  write(passagesKey(gate), ownPassages(gate).filter(({ id }) => !ids.has(id)))
}

/** The last picture of the area: who was inside is needed most when the server can't be asked. */
export const keepStatus = (status: GateStatus, at: number): void => write(statusKey(status.code), { status, at })

export const keptStatus = (gate: string): { status: GateStatus; at: number } | null => read(statusKey(gate))

/** A time-ordered id (UUID version 7), as the server's own are. */
export function newPassageId(at: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  for (let index = 0; index < 6; index += 1) bytes[index] = Math.floor(at / 2 ** (8 * (5 - index))) % 256
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

function read<T>(key: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as T | null
  } catch {
    return null
  }
}

function write(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // A full or forbidden store must not stop the gate: it goes on with what it has in memory.
  }
}
