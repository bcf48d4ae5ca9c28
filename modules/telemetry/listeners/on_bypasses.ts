import { BypassEnded, BypassOpened } from '#app/bypasses/events'
import { subscribe } from '#app/kernel/events'
import { clearSystemAlarm } from '#modules/telemetry/actions/system_alarms'
import { touchConfig } from '#modules/telemetry/definitions/touch_config'
import { engineLink } from '#modules/telemetry/engine_link'

const OF_THE_ENGINE = ['output_inhibited', 'point_substituted']

/** The engine hears of inhibits and substitutes with its configuration; their end it knows by itself. Doors are commanded. */
export function listenToBypasses(): void {
  subscribe(BypassOpened, 'telemetry.bypass_opened', async ({ payload }, tx) => {
    if (OF_THE_ENGINE.includes(payload.kind)) await touchConfig(tx)
    if (payload.kind !== 'door_forced' || payload.until <= tx.now) return
    if (!engineLink.command(payload.subjectCode, false, `bypass:${payload.bypassId}`)) throw new Error('the engine is silent')
  })
  subscribe(BypassEnded, 'telemetry.bypass_ended', async ({ payload }, tx) => {
    if (OF_THE_ENGINE.includes(payload.kind)) await touchConfig(tx)
    if (payload.kind === 'output_inhibited') await clearSystemAlarm(tx, { kind: 'output_withheld', about: payload.subjectCode })
  })
}
