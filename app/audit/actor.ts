import { userInfo } from 'node:os'

/** Who did it: a person at a device, a device alone, or the system itself on the ground of an event. */
export interface Actor {
  /** Account id, null for devices and the system. */
  id: string | null
  name: string
  device: string | null
}

/** The system as actor; `part` says which room acted, `telemetry` or `permits`. */
export const systemActor = (part: string): Actor => ({ id: null, name: `system:${part}`, device: null })

/** Whoever ran an ace command on the server: known by the operating system's account only. */
export const commandActor = (command: string): Actor => ({
  id: null,
  name: `command:${command} (${userInfo().username})`,
  device: null,
})
