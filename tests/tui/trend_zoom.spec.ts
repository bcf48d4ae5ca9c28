import { test } from '@japa/runner'
import { fetchTrend, samplesOf } from '#tui/console/fetch_trend'
import { TREND_SPANS_MS, USUAL_SPAN, zoomedSpan } from '#tui/console/trend_spans'
import type { ApiClient } from '#tui/lib/api_client'
import { trendLines } from '#tui/lib/trend'

const answering = (reply: unknown, asked: string[] = []) =>
  ({
    get: async (path: string) => {
      asked.push(path)
      return reply
    },
  }) as unknown as ApiClient

test.group('The trend in the terminal', () => {
  test('F06 from ten seconds to a year, step by step, and no farther', ({ assert }) => {
    let span = USUAL_SPAN
    assert.equal(TREND_SPANS_MS[span], 3_600_000)
    for (let step = 0; step < 20; step++) span = zoomedSpan(span, -1)
    assert.equal(TREND_SPANS_MS[span], 10_000)
    for (let step = 0; step < 20; step++) span = zoomedSpan(span, 1)
    assert.equal(TREND_SPANS_MS[span], 366 * 86_400_000)
  })

  test('F06 a gap of the server breaks the line; no answer is not the same as no history', async ({ assert }) => {
    const asked: string[] = []
    const buckets = [0, 1, 2, 7, 8, 9].map((second) => ({ ts: second * 1_000, avg: 5 }))
    const history = await fetchTrend(answering({ ok: true, value: { buckets, gaps: [[3_000, 7_000]] } }, asked), 'A/B', 0.4, 10_000)
    assert.match(asked[0]!, /^\/api\/v1\/points\/A%2FB\/trend\?from=0&to=10000&width=\d+$/)
    const samples = samplesOf(history.ok ? history.value : { buckets: [], gaps: [] })
    assert.deepEqual(samples.map(({ value }) => value), [5, 5, 5, null, 5, 5, 5])
    const drawn = trendLines(samples, { from: 0, to: 10_000, limits: [] }, 50, 4).map((line) => line.map(({ text }) => text).join('').split('│')[1]!)
    assert.match(drawn.join(''), /[⠁-⣿][\s⠀]{6,}[⠁-⣿]/)
    assert.isFalse((await fetchTrend(answering({ ok: false, fault: { kind: 'network' } }), 'A', 0, 1)).ok)
    assert.isFalse((await fetchTrend(answering({ ok: true, value: {} }), 'A', 0, 1)).ok)
  })
})
