import { register } from '#modules/personnel/access/register'
import type { AreaFacts, AreaState, GateFacts, RestrictionFacts } from '#modules/personnel/access/facts'
import { areaAccessStates } from '#modules/personnel/queries/area_state'
import { listDecisions, type ListedDecision } from '#modules/personnel/queries/list_decisions'
import { runningMuster } from '#modules/personnel/queries/list_musters'
import { whoIsInside, type Headcount } from '#modules/personnel/queries/who_is_inside'

export interface GateStatus extends Headcount {
  gate: GateFacts
  area: Pick<AreaFacts, 'code' | 'name' | 'nameEn'>
  state: AreaState
  restrictions: RestrictionFacts[]
  last: ListedDecision[]
  musterId: string | null
}

/** All that a gate shows while nobody stands before it; null when there is no such gate. */
export async function gateStatus(code: string, lastCount: number): Promise<GateStatus | null> {
  const { places } = await register.fresh()
  const gate = places.gates.get(code)
  const area = gate ? places.areas.get(gate.areaCode) : undefined
  if (!gate || !area) return null
  const states = await areaAccessStates()
  const muster = await runningMuster(area.within)
  return {
    gate,
    area: { code: area.code, name: area.name, nameEn: area.nameEn },
    state: states.get(area.code) ?? 'normal',
    restrictions: area.restrictions,
    last: await listDecisions({ gate: code, limit: lastCount }),
    musterId: muster?.id ?? null,
    ...(await whoIsInside(area.code)),
  }
}
