import db from '@adonisjs/lucid/services/db'
import { areaWithParents } from '#app/plant/index'
import type { Tx } from '#app/kernel/transaction'
import type { AreaState } from '#modules/personnel/access/facts'
import { register } from '#modules/personnel/access/register'

/** Closed wins over restricted, and what stands against a workshop stands against its areas. */
export async function stateOf(client: Pick<Tx['db'], 'from'>, areaCode: string): Promise<AreaState> {
  const line = await areaWithParents(areaCode)
  const codes = [areaCode, ...line.map(({ code }) => code)]
  const rows = await client.from('area_restrictions').whereIn('area_code', codes).whereNull('ended_at').select('level')
  return worst(rows)
}

const worst = (restrictions: { level: string }[]): AreaState => {
  if (restrictions.some(({ level }) => level === 'closed')) return 'closed'
  return restrictions.length > 0 ? 'restricted' : 'normal'
}

/** Whether one may go into the area, apart from who one is. */
export function areaState(areaCode: string): Promise<AreaState> {
  return stateOf(db, areaCode)
}

/** The same for every area at once. */
export async function areaAccessStates(): Promise<Map<string, AreaState>> {
  const { places } = await register.fresh()
  return new Map([...places.areas.values()].map(({ code, restrictions }) => [code, worst(restrictions)]))
}
