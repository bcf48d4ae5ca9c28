import { areaCodesWithin } from '#app/plant/index'
import { settingValue } from '#app/kernel/settings'
import { pointStates, type PointState } from '#modules/telemetry/index'
import { gasPointKinds } from '#modules/permits/settings'

/** The fixed gas detectors of the area as they are now, to stand beside what was measured by hand. */
export async function liveGas(areaCode: string): Promise<PointState[]> {
  const kinds = await settingValue(gasPointKinds)
  const areas = await areaCodesWithin(areaCode)
  const states = await Promise.all(areas.map((code) => pointStates(code)))
  return states.flat().filter(({ kind }) => kinds.includes(kind))
}
