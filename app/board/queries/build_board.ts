import env from '#start/env'
import { clock } from '#app/kernel/clock'
import { listAreas } from '#app/plant/index'
import { standingPredictions } from '#app/predictions/index'
import { heartOf, type HeartName } from '#app/kernel/hearts'
import { areaFacets, tileSource, type Tile } from '#app/board/tiles'
import type { BoardArea, BoardSnapshot } from '#app/board/snapshot'
import { findHeadline } from '#app/board/headline'
import { lookAround, type Sight } from '#app/board/blind_spots'
import { blindFacet, blindTile } from '#app/board/queries/blind_tile'
import { bypassesTile } from '#app/board/queries/bypasses_tile'
import { boardKpis } from '#app/board/queries/board_kpis'

const EMPTY: Pick<BoardSnapshot, Tile> = {
  alarms: { byPriority: { 1: 0, 2: 0, 3: 0, 4: 0 }, unacknowledged: 0, items: [] },
  points: { total: 0, unknown: 0, items: [] },
  outputs: [],
  permits: { active: 0, suspended: 0, items: [] },
  people: { inside: 0, items: [] },
  hazards: { open: 0, overdue: 0, items: [] },
  incidents: [],
  drill: null,
}
const MOST_PREDICTIONS = 20
const HEARTS: HeartName[] = ['engine', 'historian', 'broker', 'audit', 'outbox']

async function tile<K extends Tile>(name: K): Promise<BoardSnapshot[K]> {
  const source = tileSource(name)
  return source ? await source() : (EMPTY[name] as BoardSnapshot[K])
}

/** The overview of this instant, put together from what each room registered. */
export async function buildBoard(): Promise<BoardSnapshot> {
  const [alarms, points, outputs, permits, people, hazards, incidents] = await Promise.all([
    tile('alarms'),
    tile('points'),
    tile('outputs'),
    tile('permits'),
    tile('people'),
    tile('hazards'),
    tile('incidents'),
  ])
  const sight = await lookAround()
  const areas = await boardAreas(sight)
  const site = areas.find((area) => area.kind === 'site')
  const snapshot: BoardSnapshot = {
    at: clock.now(),
    plant: {
      name: site?.name ?? '红线',
      nameEn: site?.nameEn ?? 'Redline',
      timeZone: env.get('PLANT_TZ', 'Asia/Shanghai'),
    },
    health: await hearts(),
    alarms,
    points,
    outputs,
    areas,
    permits,
    people,
    hazards,
    incidents,
    predictions: await standingPredictions(MOST_PREDICTIONS),
    blind: await blindTile(sight),
    drill: await tile('drill'),
    bypasses: await bypassesTile(),
    kpis: await boardKpis(),
    headline: null,
  }
  return { ...snapshot, headline: findHeadline(snapshot) }
}

async function boardAreas(sight: Sight): Promise<BoardArea[]> {
  const plan = await listAreas()
  const facets = [...(await Promise.all(areaFacets().map((source) => source()))), blindFacet(sight, plan)]
  return plan.map((area) => {
    const blank: BoardArea = {
      code: area.code,
      parentCode: area.parentCode,
      kind: area.kind,
      name: area.name,
      nameEn: area.nameEn,
      outline: area.outline,
      gasClass: area.gasClass,
      grade: null,
      assessedGrade: null,
      access: 'normal',
      people: 0,
      alarm: null,
      unknownPoints: 0,
      points: 0,
      blind: 0,
      coverage: null,
      permits: 0,
    }
    return Object.assign(blank, ...facets.map((facet) => facet.get(area.code) ?? {}))
  })
}

async function hearts(): Promise<BoardSnapshot['health']> {
  const beats = await Promise.all(HEARTS.map(async (name) => [name, await heartOf(name)] as const))
  return Object.fromEntries(beats) as BoardSnapshot['health']
}
