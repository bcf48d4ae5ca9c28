import db from '@adonisjs/lucid/services/db'
import type { Instant } from '#app/kernel/clock'
import { settingValue } from '#app/kernel/settings'
import type { StayRow } from '#modules/personnel/stay/rows'
import { pauseFromShare, stayPause } from '#modules/personnel/stay/settings'

const MINUTE_MS = 60_000

export async function pauseRule(): Promise<{ pauseMs: number; fromShare: number }> {
  return { pauseMs: (await settingValue(stayPause)) * MINUTE_MS, fromShare: await settingValue(pauseFromShare) }
}

/** Until when this person stays out of gas after the last stay that used time up; null: free to go in. */
export async function pauseUntil(accountId: string, at: Instant): Promise<Instant | null> {
  const { pauseMs, fromShare } = await pauseRule()
  const last: StayRow | null = await db
    .from('gas_stays')
    .where('account_id', accountId)
    .where('left_at', '>', at - pauseMs)
    .where('used', '>=', fromShare)
    .orderBy('left_at', 'desc')
    .first()
  return last ? Number(last.left_at) + pauseMs : null
}
