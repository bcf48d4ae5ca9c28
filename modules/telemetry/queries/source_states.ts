import db from '@adonisjs/lucid/services/db'
import { pointStates } from '#modules/telemetry/queries/point_states'

interface SourceRow {
  code: string
  kind: string
  name: string
  name_en: string
  connection: string
  active: number
}

export const findSource = (code: string): Promise<SourceRow | null> => db.from('sources').where('code', code).first()

/** Sources with what is known of their points. Lost: said so by the engine, as long as its alarm is active. */
export async function sourceStates() {
  const rows: SourceRow[] = await db.from('sources').where('active', true).orderBy('code')
  const lost = await db.from('alarms').where('condition_code', 'like', 'system.source_lost:%').where('state', 'like', 'active%')
  const since = new Map(lost.map(({ condition_code: code, raised_at: at }) => [String(code).split(':')[1], Number(at)]))
  const states = await pointStates()
  const owners: { code: string; source_code: string }[] = await db.from('points').select('code', 'source_code')
  const owner = new Map(owners.map(({ code, source_code: source }) => [code, source]))
  return rows.map(({ code, kind, name, name_en }) => {
    const points = states.filter((point) => owner.get(point.code) === code)
    const bad = points.filter(({ quality }) => quality === 'bad').length
    const state = since.has(code) || (points.length > 0 && bad === points.length) ? 'lost' : 'connected'
    return { code, kind, name, name_en, state, lost_since: since.get(code) ?? null, points: points.length, unknown_points: bad }
  })
}
