import { clock } from '#app/kernel/clock'
import { gatherFacts } from '#modules/personnel/actions/decide_access'
import { decide, type Verdict } from '#modules/personnel/access/decide'
import { register } from '#modules/personnel/access/register'

export interface Admission extends Verdict {
  gateCode: string
  areaCode: string
}

/** What each gate would say to this person now. Nothing is recorded, nobody moves. */
export async function whereAdmitted(code: string): Promise<Admission[]> {
  const at = clock.now()
  const { places } = await register.fresh()
  const gates = [...places.gates.values()].filter((gate) => gate.direction !== 'out').sort((a, b) => a.code.localeCompare(b.code))
  return Promise.all(
    gates.map(async (gate) => {
      const facts = await gatherFacts({ gate: gate.code, person: code, direction: 'in' }, at)
      return { gateCode: gate.code, areaCode: gate.areaCode, ...decide(facts, at) }
    })
  )
}
