import { findAccount } from '#app/identity/index'
import { subscribe } from '#app/kernel/events'
import { newId } from '#app/kernel/ids'
import type { Tx } from '#app/kernel/transaction'
import { stoppedBy } from '#modules/permits/index'
import { responseTo, whoIsInside } from '#modules/personnel/index'
import { AlarmRaised, DrillAlarmRaised } from '#modules/telemetry/events'
import { overruleDrill } from '#modules/drills/actions/end_drill'
import { tellDrill } from '#modules/drills/actions/tell_drill'
import { writeLog } from '#modules/drills/actions/write_log'
import { runningDrill } from '#modules/drills/queries/find_drill'
import type { DrillRow, Scenario } from '#modules/drills/rows'

type Alarm = NonNullable<(typeof DrillAlarmRaised)['payload']>

/** An invented alarm asks for everything that a real one does, of people only; a real one ends the rehearsal. */
export function listenToAlarms(): void {
  subscribe(DrillAlarmRaised, 'drills.take_alarm', async ({ payload: alarm }, tx) => {
    const drill = await runningDrill(tx.db)
    if (drill?.id !== alarm.drillId) return
    await keep(tx, alarm)
    await writeLog(tx, drill.id, 'alarm', { name: alarm.name, name_en: alarm.nameEn, value: alarm.value, unit: alarm.unit })
    await tellDrill(tx, drill, 'alarm', ['control_room', 'area_responsible'])
    await askToStop(tx, drill, alarm)
    const response = await responseTo(alarm.alarmClass, alarm.priority)
    if (response.access) await noteAccess(tx, drill, response.access)
    if (response.muster) await askToMuster(tx, drill)
  })

  subscribe(AlarmRaised, 'drills.overrule', async ({ payload: alarm }, tx) => {
    if (alarm.alarmClass !== 'system' || alarm.priority === 1) await overruleDrill(tx)
  })
}

async function keep(tx: Tx, alarm: Alarm): Promise<void> {
  await tx.db.table('drill_alarms').insert({
    id: newId(),
    drill_id: alarm.drillId,
    condition_code: alarm.conditionCode,
    area_code: alarm.areaCode,
    priority: alarm.priority,
    name: alarm.name,
    name_en: alarm.nameEn,
    value: alarm.value,
    limit_value: alarm.limit,
    unit: alarm.unit,
    raised_at: alarm.at,
  })
}

/** Whose work a real alarm would have stopped now: the permit itself stays as it is, its guardian says when all stand still. */
async function askToStop(tx: Tx, drill: DrillRow, alarm: Alarm): Promise<void> {
  const permits = await stoppedBy({ areaCode: alarm.areaCode, alarmClass: alarm.alarmClass, priority: alarm.priority })
  const asked: string[] = []
  for (const { code, guardianId } of permits) {
    const known = await tx.db.from('drill_duties').where({ drill_id: drill.id, kind: 'stop', subject: code }).first()
    if (known) continue
    const guardian = guardianId ? await findAccount({ id: guardianId }) : null
    await owe(tx, drill, 'stop', { subject: code, name: `${code} ${guardian?.name ?? ''}`, nameEn: `${code} ${guardian?.nameEn ?? guardian?.name ?? ''}`, accountId: guardianId })
    await writeLog(tx, drill.id, 'would_suspend', { permit: code })
    if (guardianId) asked.push(guardianId)
  }
  if (asked.length > 0) await tellDrill(tx, drill, 'stop', [], asked)
}

/** Said once, however many of its alarms would have done it. */
async function noteAccess(tx: Tx, drill: DrillRow, access: 'restricted' | 'closed'): Promise<void> {
  const kind = `would_be_${access}`
  const said = await tx.db.from('drill_log').where({ drill_id: drill.id, kind }).first()
  if (!said) await writeLog(tx, drill.id, kind, {})
}

async function askToMuster(tx: Tx, drill: DrillRow): Promise<void> {
  const standing = await tx.db.from('drill_duties').where({ drill_id: drill.id, kind: 'arrive' }).first()
  if (standing) return
  const { gates_out: gatesOut } = JSON.parse(drill.scenario) as Scenario
  const { people } = await whoIsInside(drill.area_code)
  for (const person of people) await owe(tx, drill, 'arrive', { subject: person.code === '?' ? person.accountId : person.code, name: person.name, nameEn: person.nameEn ?? person.name, accountId: person.accountId })
  const doubtful = people.filter(({ gateCode }) => gatesOut.includes(gateCode)).length
  await writeLog(tx, drill.id, 'muster', { count: people.length, doubtful })
  await tellDrill(tx, drill, 'muster', ['emergency_team'], people.map(({ accountId }) => accountId))
}

async function owe(tx: Tx, drill: DrillRow, kind: 'stop' | 'arrive', { subject, name, nameEn, accountId }: { subject: string; name: string; nameEn: string; accountId: string | null }): Promise<void> {
  await tx.db.knexQuery().insert({ drill_id: drill.id, kind, subject, name: name.trim(), name_en: nameEn.trim(), account_id: accountId, since: tx.now }).into('drill_duties').onConflict(['drill_id', 'kind', 'subject']).ignore()
}
