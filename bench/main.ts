import type { Figure } from '#bench/figure'

/**
 * `npm run bench`: one JSON line for each figure as it is measured, then a table. `-- P1` runs the files that measure that
 * goal. Exit code 1 when a goal is missed.
 */
const FILES: { goals: string[]; load(): Promise<{ run(): Promise<Figure[]> }> }[] = [
  { goals: ['p1'], load: () => import('#bench/ingest') },
  { goals: ['p2'], load: () => import('#bench/node_red') },
  { goals: ['p3'], load: () => import('#bench/latency') },
  { goals: ['p5'], load: () => import('#bench/polls') },
  { goals: ['p6'], load: () => import('#bench/access') },
  { goals: ['p7'], load: () => import('#bench/rules') },
  { goals: ['p8'], load: () => import('#bench/cockpit') },
  { goals: ['p9'], load: () => import('#bench/stream') },
  { goals: ['p10'], load: () => import('#bench/flood') },
  { goals: ['p11'], load: () => import('#bench/history') },
  { goals: ['p12'], load: () => import('#bench/startup') },
  { goals: ['p13'], load: () => import('#bench/killed') },
  { goals: ['p14'], load: () => import('#bench/audit') },
  { goals: ['a12'], load: () => import('#bench/screen') },
]

const only = process.argv.slice(2).find((word) => /^[ap]\d+$/i.test(word))?.toLowerCase() ?? null
const chosen = FILES.filter(({ goals }) => !only || goals.includes(only))
if (chosen.length === 0) {
  console.error(`Nothing measures ${only ?? '(nothing)'}; there are ${FILES.flatMap(({ goals }) => goals).join(', ')}.`)
  process.exit(2)
}

const figures: Figure[] = []
for (const file of chosen) {
  const { run } = await file.load()
  for (const figure of await run()) {
    figures.push(figure)
    console.log(JSON.stringify(figure))
  }
}

const short = (value: number) => (Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3))
console.table(
  figures.map(({ id, name, value, unit, reference, ratio, goal, met }) => ({
    id,
    name,
    value: `${short(value)} ${unit}`,
    reference: reference === null ? '' : `${short(reference)} ${unit}`,
    ratio: short(ratio),
    goal,
    met: met ? 'yes' : 'NO',
  }))
)
process.exit(figures.every(({ met }) => met) ? 0 : 1)
