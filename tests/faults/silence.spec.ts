import { test } from '@japa/runner'
import { clock } from '#app/kernel/clock'
import { newId } from '#app/kernel/ids'
import { gasPoint, plantConfig, startEngine, waitFor } from '#tests/support/field_engine'

const STALE_MS = 4_000
const TOLERANCE_MS = 1_000
const BATCH = 1_000

const codes = (count: number) => Array.from({ length: count }, (_, index) => `GAS.S${index}.CO`)

/** One value for every point, in batches; the instant that each was given. */
async function tell(engine: Awaited<ReturnType<typeof startEngine>>, points: readonly string[], value: number, at: Map<string, number>) {
  for (let from = 0; from < points.length; from += BATCH) {
    const ts = clock.now()
    const readings = points.slice(from, from + BATCH).map((point) => ({ point, value, ts, quality: 'good' as const }))
    for (const { point } of readings) at.set(point, ts)
    await engine.host.request({ type: 'ingest', id: newId(), readings })
  }
}

/** How long the machine itself stood still meanwhile: an engine that gets no processor can't be in time. */
function watchStalls() {
  let [last, longest] = [clock.monotonic(), 0]
  const timer = setInterval(() => {
    longest = Math.max(longest, clock.monotonic() - last - 20)
    last = clock.monotonic()
  }, 20)
  return { longest: () => longest, stop: () => clearInterval(timer) }
}

test.group('F13 Silence, and values that do not move', () => {
  for (const count of [1, 100, 10_000])
    test(`F13 ${count} silent points are unknown at their time-out, within a second, each told once`, async ({ assert, cleanup }) => {
      const points = codes(count)
      const engine = await startEngine(plantConfig({ points: points.map((code) => gasPoint(code, 'MQTT', { staleAfterMs: STALE_MS })), conditions: [] }))
      cleanup(engine.stop)
      const deaths: string[] = []
      engine.host.on('dead', (name, why) => deaths.push(`${name}: ${why}`))
      const stalls = watchStalls()
      cleanup(stalls.stop)
      const saidAt = new Map<string, number>()
      await tell(engine, points, 5, saidAt)
      const lost = () => engine.transitions.filter((one) => one.kind === 'point_lost')
      await waitFor(() => lost().length >= count, 20_000)
      await new Promise((resolve) => setTimeout(resolve, 600))
      assert.lengthOf(lost(), count)
      assert.deepEqual(deaths, [])
      const off = lost().map(({ point, at }) => at - saidAt.get(point)! - STALE_MS)
      assert.isAtLeast(Math.min(...off), -TOLERANCE_MS)
      assert.isAtMost(Math.max(...off), TOLERANCE_MS + stalls.longest())
      const { points: now } = await engine.host.request({ type: 'snapshot', id: newId() })
      assert.isTrue(now.every(({ quality, fault, lastGoodTs, code }) => quality === 'bad' && fault === 'stale' && lastGoodTs === saidAt.get(code)))
    }).timeout(55_000)

  for (const count of [1, 100, 10_000])
    test(`F13 ${count} frozen points are unknown at their time-out, within a second; one that moves is not`, async ({ assert, cleanup }) => {
      const points = codes(count)
      const alive = 'GAS.ALIVE.CO'
      const engine = await startEngine(
        plantConfig({ points: [...points, alive].map((code) => gasPoint(code, 'MQTT', { frozenAfterMs: STALE_MS })), conditions: [] })
      )
      cleanup(engine.stop)
      const deaths: string[] = []
      engine.host.on('dead', (name, why) => deaths.push(`${name}: ${why}`))
      const stalls = watchStalls()
      cleanup(stalls.stop)
      const firstAt = new Map<string, number>()
      await tell(engine, points, 5, firstAt)
      let running = true
      const sending = (async () => {
        for (let round = 0; running; round++) {
          const begun = clock.monotonic()
          await tell(engine, [alive], round % 2, new Map())
          await tell(engine, points, 5, new Map())
          await new Promise((resolve) => setTimeout(resolve, Math.max(50, 500 - (clock.monotonic() - begun))))
        }
      })()
      const lost = () => engine.transitions.filter((one) => one.kind === 'point_lost')
      await waitFor(() => lost().length >= count, 30_000).finally(() => (running = false))
      await sending
      assert.lengthOf(lost(), count)
      assert.isTrue(lost().every(({ fault, point }) => fault === 'frozen' && point !== alive))
      assert.deepEqual(deaths, [])
      const off = lost().map(({ point, at }) => at - firstAt.get(point)! - STALE_MS)
      assert.isAtLeast(Math.min(...off), -TOLERANCE_MS)
      assert.isAtMost(Math.max(...off), TOLERANCE_MS + stalls.longest())
    }).timeout(55_000)
})
