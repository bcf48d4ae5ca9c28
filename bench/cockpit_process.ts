import 'reflect-metadata'
import { dirname } from 'node:path'
import { percentile } from '#bench/figure'
import type { CockpitTold } from '#bench/cockpit'

/** Asks a history what the cockpit asks it, through the product's own queries. Arguments: history file, its last instant. */
const [file, last] = [process.argv[2]!, Number(process.argv[3])]
process.env.DATA_DIR = dirname(file)
process.env.NODE_ENV = 'test'
process.env.APP_KEY ??= 'a-key-that-only-the-bench-uses-0001'
process.env.HOST ??= '127.0.0.1'
process.env.PORT ??= '3333'
process.env.LOG_LEVEL = 'error'

const { Ignitor } = await import('@adonisjs/core')
const APP_ROOT = new URL('../', import.meta.url)
const ignitor = new Ignitor(APP_ROOT, { importer: (path: string) => import(path.startsWith('.') ? new URL(path, APP_ROOT).href : path) })
ignitor.tap((application) => application.booting(async () => void (await import('#start/env'))))
const app = ignitor.createApp('console')
await app.init()
await app.boot()
await app.start(async () => undefined)

const { trend } = await import('#modules/telemetry/queries/trend')
const { readings } = await import('#modules/telemetry/queries/readings')
const ROUNDS = 40
const HOUR_MS = 3_600_000
/** The spans of the trend page, from an hour (readings) over a day (minutes) and a quarter (hours) to ten years (days). */
const SPANS = [1, 24, 90 * 24, 3_653 * 24]
/** Half the width of a large screen in pixels, as the page asks for. */
const WIDTH = 960
const times: number[] = []
for (let round = 0; round < ROUNDS + 5; round++) {
  const code = (of: number) => `B.${(round * 7 + of) % 20}.V`
  const began = performance.now()
  // Four trends of the trend page, and beside them the control room's panel.
  await Promise.all([...SPANS.map((hours, of) => trend(code(of), last - hours * HOUR_MS, last, WIDTH)), readings(code(4), last - HOUR_MS, last, 'raw', 5_000)])
  if (round >= 5) times.push(performance.now() - began)
}
process.send!({ p95: percentile(times, 0.95) } satisfies CockpitTold)
await app.terminate()
process.exit(0)
