import { accountsInRole } from '#app/identity/index'
import { notify } from '#app/notifications/index'
import type { Tx } from '#app/kernel/transaction'
import { areaLabel } from '#app/plant/index'
import { writeLog } from '#modules/drills/actions/write_log'
import type { DrillRow, Scenario } from '#modules/drills/rows'

/** Tells holders of these roles, marked as a drill; who is taken as absent hears nothing. `also`: account ids. */
export async function tellDrill(tx: Tx, drill: DrillRow, name: 'begins' | 'alarm' | 'stop' | 'muster' | 'escalated' | 'over' | 'overruled', roles: string[], also: string[] = []): Promise<void> {
  const { absent } = JSON.parse(drill.scenario) as Scenario
  const holders = (await Promise.all(roles.map((role) => accountsInRole(role, drill.area_code)))).flat()
  const gone = new Set(holders.filter(({ code }) => absent.includes(code)).map(({ id }) => id))
  for (const code of absent) {
    const row = await tx.db.from('drill_duties').where({ drill_id: drill.id, subject: code }).first()
    if (row?.account_id) gone.add(row.account_id)
  }
  const accounts = [...new Set([...holders.map(({ id }) => id), ...also])].filter((id) => !gone.has(id))
  const area = await areaLabel(drill.area_code)
  await writeLog(tx, drill.id, `told_${name}`, { count: accounts.length })
  if (accounts.length === 0) return
  await notify(tx, {
    to: { accounts },
    message: { key: `drills.notices.${name}`, params: { drill: drill.name, area: area.name, area_en: area.nameEn } },
    priority: 2,
    link: '/drills',
    cause: `drill:${drill.id}:${name}:${tx.now}`,
  })
}
