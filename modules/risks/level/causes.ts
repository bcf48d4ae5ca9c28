import db from '@adonisjs/lucid/services/db'
import { clock } from '#app/kernel/clock'
import { settingValue } from '#app/kernel/settings'
import { transact } from '#app/kernel/transaction'
import { openMajorHazards } from '#modules/hazards/index'
import { activePermits } from '#modules/permits/index'
import { majorHazardGrade, permitGrades } from '#modules/risks/level/settings'
import { syncLevel, type LevelCause } from '#modules/risks/level/sync_level'

/** Work that was begun and is not over: stopped work has left its place as dangerous as it was. */
async function ofPermits(): Promise<LevelCause[]> {
  const grades = await settingValue(permitGrades)
  const permits = (await activePermits(null)).filter(({ state }) => state === 'started' || state === 'suspended')
  return permits.flatMap(({ id, areaCode, level }) => (grades[level] ? [{ id, areaCode, grade: grades[level] }] : []))
}

async function ofHazards(): Promise<LevelCause[]> {
  const grade = await settingValue(majorHazardGrade)
  return (await openMajorHazards()).map(({ id, areaCode }) => ({ id, areaCode, grade }))
}

async function ofChanges(): Promise<LevelCause[]> {
  const rows = await db.from('process_changes').whereNull('ended_at').where('until', '>', clock.now())
  return rows.map(({ id, area_code: areaCode, grade }) => ({ id, areaCode, grade }))
}

const STANDING = { permit: ofPermits, hazard: ofHazards, change: ofChanges }

/** Looks at what stands now and makes the levels follow. Time passing alone ends changes and permits. */
export async function followCauses(types: (keyof typeof STANDING)[] = ['permit', 'hazard', 'change']): Promise<void> {
  for (const type of types) {
    const standing = await STANDING[type]()
    const open = await db.from('area_level_causes').where('cause_type', type).whereNull('until').select('cause_id')
    const same = open.length === standing.length && standing.every(({ id }) => open.some(({ cause_id: cause }) => String(cause).startsWith(`${id}@`)))
    if (!same) await transact((tx) => syncLevel(tx, type, standing))
  }
}
