import db from '@adonisjs/lucid/services/db'
import type { BlindSpot, Sight } from '#app/board/blind_spots'
import { clock } from '#app/kernel/clock'
import { engineLink } from '#modules/telemetry/engine_link'
import { pointStates } from '#modules/telemetry/queries/point_states'

const SILENT_MS = 3_000

/** Every point, the engine and the sources: what of it is not known to be good. */
export async function telemetrySight(): Promise<Sight> {
  const points = await pointStates()
  const watched = [...Map.groupBy(points, ({ areaCode }) => areaCode)].map(([areaCode, group]) => ({ areaCode, count: group.length }))
  const spots: BlindSpot[] = points
    .filter(({ quality }) => quality !== 'good')
    .map(({ code, name, nameEn, areaCode, fault, quality, lastGoodTs }) => {
      const kind = `point_${fault ?? quality}`
      return { id: `${kind}:${code}`, kind, code, name, nameEn, areaCode, since: lastGoodTs }
    })
  const sources = await db.from('sources').where('active', true).count('* as n').first()
  const ofThePlant = { areaCode: null, count: 1 + Number(sources?.n ?? 0) }
  return { watched: [...watched, ofThePlant], spots: [...engineSpots(), ...(await lostSources()), ...spots] }
}

function engineSpots(): BlindSpot[] {
  const ageMs = engineLink.ageMs
  if (ageMs !== null && ageMs < SILENT_MS) return []
  return [{ id: 'engine_silent', kind: 'engine_silent', code: 'engine', name: '监测引擎', nameEn: 'Monitoring engine', areaCode: null, since: ageMs === null ? null : clock.now() - ageMs }]
}

async function lostSources(): Promise<BlindSpot[]> {
  const rows = await db.from('alarms').where('condition_code', 'like', 'system.source_lost:%').where('state', 'like', 'active%')
  return rows.map((row) => {
    const code = String(row.condition_code).slice('system.source_lost:'.length)
    return { id: `source_lost:${code}`, kind: 'source_lost', code, name: row.name, nameEn: row.name_en, areaCode: null, since: Number(row.raised_at) }
  })
}
