import db from '@adonisjs/lucid/services/db'
import { clock } from '#app/kernel/clock'
import { transact } from '#app/kernel/transaction'
import { clearSystemAlarm, raiseLostPoints } from '#modules/telemetry/actions/system_alarms'
import { engineLink } from '#modules/telemetry/engine_link'
import type { PointRow } from '#modules/telemetry/rows'

const GRACE_MS = 5_000
/** As many as one transaction takes. */
const AT_ONCE = 250

/**
 * A point that went silent together with its source had no alarm of its own. Is the source back and the point not, it
 * gets one; and one that is good again loses it, whatever was missed in between.
 */
export async function reconcileLostPoints(): Promise<void> {
  const standing = await db.from('alarms').where('condition_code', 'like', 'system.%_lost:%').where('state', 'like', 'active%')
  const codes = new Set(standing.map((alarm) => String(alarm.condition_code)))
  const points: PointRow[] = await db.from('points').where('active', true)
  const lost: PointRow[] = []
  for (const point of points) {
    const { quality, lastGoodTs } = engineLink.point(point.code)
    const alarmed = codes.has(`system.point_lost:${point.code}`)
    const silent = quality === 'bad' && clock.now() - (lastGoodTs ?? 0) > point.stale_after_ms + GRACE_MS
    if (silent && !alarmed && !codes.has(`system.source_lost:${point.source_code}`)) lost.push(point)
    if (quality === 'good' && alarmed) await transact((tx) => clearSystemAlarm(tx, { kind: 'point_lost', about: point.code }))
  }
  for (let at = 0; at < lost.length; at += AT_ONCE) await transact((tx) => raiseLostPoints(tx, lost.slice(at, at + AT_ONCE)))
}
