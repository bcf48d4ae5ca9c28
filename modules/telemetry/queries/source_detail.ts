import db from '@adonisjs/lucid/services/db'
import { pointState } from '#modules/telemetry/queries/point_states'
import { sourceStates } from '#modules/telemetry/queries/source_states'
import type { PointRegister, PointRow } from '#modules/telemetry/rows'

/** One source with its points: where each is on the wire, how it is scaled, and how it is now. */
export async function sourceDetail(code: string) {
  const state = (await sourceStates()).find((source) => source.code === code)
  if (!state) return null
  const rows: PointRow[] = await db.from('points').where('source_code', code).where('active', true).orderBy('code')
  const members = await Promise.all(rows.map(memberOf))
  return { ...state, members }
}

async function memberOf(row: PointRow) {
  const now = (await pointState(row.code))!
  const register = row.register ? (JSON.parse(row.register) as PointRegister) : null
  return {
    code: row.code,
    name: row.name,
    name_en: row.name_en,
    unit: row.unit,
    min: row.min,
    max: row.max,
    value: now.value,
    quality: now.quality,
    fault: now.fault,
    last_good_ts: now.lastGoodTs,
    register: register && {
      unit_id: register.unitId,
      function: register.function,
      address: register.address,
      type: register.type,
      word_order: register.wordOrder,
      scale: register.scale,
      offset: register.offset,
      poll_class: register.pollClass,
    },
  }
}
