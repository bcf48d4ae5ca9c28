import type { BoardKpi } from '#app/board/snapshot'

const SHOWN = 6
/** What a plant's head asks first: harm, what was put right in time, who is trained, what is dangerous today, what nobody sees. */
const FIRST = [
  'risks.ltifr',
  'risks.incidents',
  'hazards.completion_rate',
  'hazards.on_time_rate',
  'personnel.training_coverage',
  'permits.high_risk_active',
  'personnel.violations',
  'telemetry.coverage',
]

/** Six fit the wall: the chosen ones that this plant has, then the others in their own order. */
export function chooseKpis(kpis: BoardKpi[]): BoardKpi[] {
  const rank = ({ code }: BoardKpi) => (FIRST.includes(code) ? FIRST.indexOf(code) : FIRST.length)
  return [...kpis].sort((a, b) => rank(a) - rank(b)).slice(0, SHOWN)
}
