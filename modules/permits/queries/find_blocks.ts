import db from '@adonisjs/lucid/services/db'
import type { Tx } from '#app/kernel/transaction'
import { areaCodesWithin, areaWithParents } from '#app/plant/index'
import type { BlockRow } from '#modules/permits/rows'

/** Codes of everything that shares ground with the area: what it lies in, and what lies in it. */
export async function overlappingAreas(areaCode: string): Promise<string[]> {
  const above = (await areaWithParents(areaCode)).map(({ code }) => code)
  return [...new Set([areaCode, ...above, ...(await areaCodesWithin(areaCode))])]
}

/** What stands against work in the area now. */
export async function standingBlocks(areaCode: string, client: Pick<Tx['db'], 'from'> = db): Promise<BlockRow[]> {
  return client.from('permit_blocks').whereNull('ended_at').whereIn('area_code', await overlappingAreas(areaCode)).orderBy('since')
}
