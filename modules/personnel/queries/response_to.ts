import { settingValue } from '#app/kernel/settings'
import { areaResponses, musterResponses } from '#modules/personnel/settings'

/** What an alarm like this does to its area and to the people in it. */
export async function responseTo(alarmClass: string, priority: number): Promise<{ access: 'restricted' | 'closed' | null; muster: boolean }> {
  const fits = (one: { alarm_class: string; priority: number }) => one.alarm_class === alarmClass && priority <= one.priority
  const levels = (await settingValue(areaResponses)).filter(fits).map(({ level }) => level)
  const access = levels.includes('closed') ? 'closed' : (levels[0] ?? null)
  return { access, muster: (await settingValue(musterResponses)).some(fits) }
}
