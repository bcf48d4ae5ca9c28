import { subscribe } from '#app/kernel/events'
import { DoorsCommanded, PermissiveCommanded } from '#modules/personnel/events'
import { overruleBypass } from '#app/bypasses/index'
import { engineLink } from '#modules/telemetry/engine_link'

/** Doors follow the state of their area, start circuits the permissive of their machine. While the engine is silent the duty waits for it, and is an alarm when it waited in vain. */
export function listenToDoors(): void {
  subscribe(DoorsCommanded, 'telemetry.command_doors', async ({ payload }, tx) => {
    if (!engineLink.host) throw new Error('the engine is silent')
    for (const output of payload.outputs) {
      if (payload.locked) await overruleBypass(tx, 'door_forced', output)
      engineLink.command(output, payload.locked, payload.cause)
    }
  })
  subscribe(PermissiveCommanded, 'telemetry.command_permissive', async ({ payload }) => {
    if (!engineLink.host) throw new Error('the engine is silent')
    engineLink.command(payload.output, payload.value, payload.cause)
  })
}
