import { BypassEnded } from '#app/bypasses/events'
import { subscribe } from '#app/kernel/events'
import { DoorsCommanded } from '#modules/personnel/events'
import { stateOf } from '#modules/personnel/queries/area_state'

/** A door that was held open follows its area again. */
export function listenToBypasses(): void {
  subscribe(BypassEnded, 'personnel.command_forced_door', async ({ payload }, tx) => {
    if (payload.kind !== 'door_forced' || payload.cause === 'overruled') return
    const gates: { area_code: string }[] = await tx.db.from('gates').where({ door_output: payload.subjectCode, active: true }).select('area_code')
    for (const { area_code: areaCode } of gates) {
      const locked = (await stateOf(tx.db, areaCode)) === 'closed'
      await tx.emit(DoorsCommanded, { outputs: [payload.subjectCode], areaCode, locked, cause: `bypass:${payload.bypassId}`, at: tx.now })
    }
  })
}
