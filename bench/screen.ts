import { get, request, type IncomingMessage } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { child, told } from '#bench/child'
import { connectClient } from '#bench/client'
import { percentile, type Figure } from '#bench/figure'
import { SseReader } from '#tui/lib/sse'
import { DemoStory } from '#tests/support/demo_story'
import { floodFolder } from '#tests/support/flood_plant'
import { RunningPlant, until } from '#tests/support/running_plant'

/** A steel plant's design load: 10,000 points with a reading every two seconds in the mean. */
const [POINTS, AREAS, PER_SECOND] = [10_000, 40, 5_000]
const SECONDS = 20
const PROBE = 'PROBE.G0.CO'
const EVERY_MS = 130

/** A12: from a gas detector's message to the overview on a screen, at the design load; beside a client that gets the message itself. */
export async function run(): Promise<Figure[]> {
  const plant = await RunningPlant.prepare()
  const stop: (() => void)[] = []
  try {
    await plant.ace('plant:apply', await floodFolder({ areas: AREAS, points: POINTS - 1, probes: 1 }))
    await plant.startServer()
    const join = () => connectClient(Number(plant.env.MQTT_PORT), { username: 'flood', password: 'flood-secret' })
    const listener = await until('the broker', () => join().catch(() => null), 30_000)
    stop.push(() => listener.end(true))
    const load = child('load', [plant.env.MQTT_PORT!, POINTS - 1, AREAS, PER_SECOND])
    stop.push(() => load.kill())
    await told(load)
    const token = await new DemoStory(plant).token('10001012')
    const sentAt = new Map<number, number>()
    const [screen, raw]: [number[], number[]] = [[], []]

    await listener.subscribeAsync('plant/PROBE/G0/CO')
    listener.on('message', (_, payload) => raw.push(Date.now() - (JSON.parse(payload.toString()) as { ts: number }).ts))
    let shown = 0
    let bytes = 0
    const stream = await listen(plant.url, token, (data) => {
      bytes = data.length
      const value = Number(new RegExp(`"code":"${PROBE}"[^}]*?"value":([\\d.]+)`).exec(data)?.[1] ?? new RegExp(`"value":([\\d.]+)[^}]*?"code":"${PROBE}"`).exec(data)?.[1])
      // Every message that this picture is the first to cover has waited until now.
      for (; shown < Math.round((value - 23) * 10_000); shown++) screen.push(Date.now() - sentAt.get(shown + 1)!)
    })
    stop.push(() => stream.destroy())
    await pause(5_000)
    for (let number = 1; number <= (SECONDS * 1_000) / EVERY_MS; number++) {
      sentAt.set(number, Date.now())
      listener.publish('plant/PROBE/G0/CO', JSON.stringify({ v: 23 + number / 10_000, ts: Date.now() }))
      await pause(EVERY_MS)
    }
    await pause(5_000)
    if (screen.length < sentAt.size) throw new Error(`the screen showed ${screen.length} of ${sentAt.size}`)
    const [value, reference] = [percentile(screen, 0.95), percentile(raw, 0.95)]
    const name = `a detector's message on a screen, p95, at ${PER_SECOND.toLocaleString('en')} readings/s of ${POINTS.toLocaleString('en')} points (picture of ${Math.round(bytes / 1_000)} kB)`
    return [{ id: 'A12', name, value, unit: 'ms', reference, ratio: value / reference, goal: '<= 2,000 ms', met: value <= 2_000 }]
  } finally {
    for (const end of stop) end()
    await plant.stop()
  }
}

/** One screen's stream: hands on each picture as it came. */
async function listen(url: string, token: string, onPicture: (data: string) => void): Promise<IncomingMessage> {
  const headers = { authorization: `Bearer ${token}` }
  const uid = crypto.randomUUID()
  const stream = await new Promise<IncomingMessage>((resolve, reject) => get(`${url}/__transmit/events?uid=${uid}`, { headers }, resolve).on('error', reject))
  const reader = new SseReader()
  stream.on('error', () => undefined)
  stream.setEncoding('utf8').on('data', (piece: string) => reader.push(piece).forEach(onPicture))
  await new Promise<void>((resolve, reject) => {
    const asked = request(`${url}/__transmit/subscribe`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' } }, (answer) => resolve(void answer.resume()))
    asked.on('error', reject)
    asked.end(JSON.stringify({ uid, channel: 'board' }))
  })
  return stream
}
