import db from '@adonisjs/lucid/services/db'
import { defineSetting, settingValue } from '#app/kernel/settings'
import { areaCodesWithin } from '#app/plant/index'
import type { Consequence, Firing } from '#app/rules/registry'
import { areaResponses } from '#modules/personnel/settings'

const HOUR_MS = 3_600_000

export const assumedClosure = defineSetting<number>({
  key: 'personnel.assumed_closure_h',
  default: 8,
  unit: 'h',
  source: 'Plant policy: how long a backtest takes an area to stay shut, since nobody was there to reopen it; one shift',
  refuse: (value) => (value > 0 && value <= 168 ? null : 'From 0 to 168 hours.'),
})

/** People whom a rule would have refused: those who were let into the area after it had shut it. */
export async function wouldHaveRefused(action: string, parameters: Record<string, any>, firing: Firing): Promise<Consequence[]> {
  const areaCode: string | null = parameters.area ?? firing.areaCode
  if (!areaCode || !(await shuts(action, parameters, firing))) return []
  const until = firing.at + (await settingValue(assumedClosure)) * HOUR_MS
  const rows = await db
    .from('access_decisions')
    .join('accounts', 'accounts.id', 'access_decisions.account_id')
    .whereIn('access_decisions.area_code', await areaCodesWithin(areaCode))
    .where({ direction: 'in', decision: 'grant' })
    .whereBetween('access_decisions.at', [firing.at, until])
    .distinct('accounts.code', 'accounts.name')
  return rows.map(({ code, name }) => ({ kind: 'refused' as const, label: `${name} (${code})`, link: `/api/v1/access/decisions?area=${areaCode}` }))
}

async function shuts(action: string, parameters: Record<string, any>, { fields }: Firing): Promise<boolean> {
  if (action === 'close_area') return (parameters.level ?? 'closed') === 'closed'
  if (action !== 'alarm') return false
  const responses = await settingValue(areaResponses)
  return responses.some((one) => one.level === 'closed' && one.alarm_class === fields.alarmClass && parameters.priority <= one.priority)
}
