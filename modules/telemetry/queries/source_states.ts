import db from '@adonisjs/lucid/services/db'
import { clock } from '#app/kernel/clock'
import { pointStates } from '#modules/telemetry/queries/point_states'

const DAY_MS = 86_400_000

interface SourceRow {
  code: string
  kind: string
  name: string
  name_en: string
  connection: string
  active: number
}

export const findSource = (code: string): Promise<SourceRow | null> => db.from('sources').where('code', code).first()

/** How often each source was lost since then. */
async function lossesSince(at: number): Promise<Map<string, number>> {
  const rows = await db.from('alarms').where('condition_code', 'like', 'system.source_lost:%').where('raised_at', '>=', at).groupBy('condition_code').select('condition_code').count('* as times')
  return new Map(rows.map(({ condition_code: code, times }) => [String(code).split(':')[1]!, Number(times)]))
}

/** Sources with what is known of their points. Lost: said so by the engine, as long as its alarm is active. */
export async function sourceStates() {
  const rows: SourceRow[] = await db.from('sources').where('active', true).orderBy('code')
  const lost = await db.from('alarms').where('condition_code', 'like', 'system.source_lost:%').where('state', 'like', 'active%')
  const since = new Map(lost.map(({ condition_code: code, raised_at: at }) => [String(code).split(':')[1], Number(at)]))
  const losses = await lossesSince(clock.now() - DAY_MS)
  const states = await pointStates()
  const owners: { code: string; source_code: string }[] = await db.from('points').select('code', 'source_code')
  const owner = new Map(owners.map(({ code, source_code: source }) => [code, source]))
  return rows.map(({ code, kind, name, name_en }) => {
    const points = states.filter((point) => owner.get(point.code) === code)
    const bad = points.filter(({ quality }) => quality === 'bad').length
    const state = since.has(code) || (points.length > 0 && bad === points.length) ? 'lost' : 'connected'
    const lastGood = points.reduce<number | null>((latest, { lastGoodTs }) => (lastGoodTs !== null && lastGoodTs > (latest ?? 0) ? lastGoodTs : latest), null)
    return {
      code,
      kind,
      name,
      name_en,
      state,
      lost_since: since.get(code) ?? null,
      last_good_ts: lastGood,
      losses_24h: losses.get(code) ?? 0,
      points: points.length,
      unknown_points: bad,
    }
  })
}
