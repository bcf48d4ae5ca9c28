import { readFileSync } from 'node:fs'
import { createServer, get, request, type IncomingMessage } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { median, percentile, type Figure } from '#bench/figure'
import { SseReader } from '#tui/lib/sse'
import { DemoStory } from '#tests/support/demo_story'
import { RunningPlant } from '#tests/support/running_plant'

/** 500 kiosks and 50 boards. */
const SCREENS = 550
const SECONDS = 10
const ROUNDS = 3
/** Of a clock tick of the kernel, as `/proc/<pid>/stat` counts the processor's time. */
const TICK_MS = 10

/**
 * P9: the live overview to 550 screens each second: what of one core the whole server takes for it, and how old a picture is
 * when it arrives; beside a bare server that sends the same bytes to as many.
 */
export async function run(): Promise<Figure[]> {
  const plant = await RunningPlant.prepare()
  try {
    await plant.startServer()
    const token = await new DemoStory(plant).token('10001012')
    const alone = await share(plant.pid('server'), SECONDS)
    const ages: number[] = []
    const headers = { authorization: `Bearer ${token}` }
    const screens = await Promise.all(Array.from({ length: SCREENS }, () => listen(plant.url, headers, (snapshot) => ages.push(Date.now() - snapshot.at))))
    await pause(2_000)
    const [shares, p99s]: number[][] = [[], []]
    for (let round = 0; round < ROUNDS; round++) {
      ages.length = 0
      shares!.push(await share(plant.pid('server'), SECONDS))
      p99s!.push(percentile(ages, 0.99))
    }
    for (const screen of screens) screen.destroy()
    const raw = await bare(Buffer.byteLength(JSON.stringify(await new DemoStory(plant).board())))
    const [cpu, age] = [median(shares!), median(p99s!)]
    const from = `${SCREENS} screens, each second`
    return [
      { id: 'P9', name: `the server's share of a core, ${from} (alone ${(alone * 100).toFixed(1)} %)`, value: cpu * 100, unit: '%', reference: alone * 100, ratio: cpu / alone, goal: '<= 25 %', met: cpu <= 0.25 },
      { id: 'P9', name: `age of the picture on arrival, p99, ${from}`, value: age, unit: 'ms', reference: raw, ratio: age / raw, goal: '<= 250 ms', met: age <= 250 },
    ]
  } finally {
    await plant.stop()
  }
}

function processorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}

async function share(pid: number, seconds: number): Promise<number> {
  const from = processorMs(pid)
  await pause(seconds * 1_000)
  return (processorMs(pid) - from) / (seconds * 1_000)
}

/** When the picture was taken, read off its beginning: five hundred screens' parsing must not be measured here. */
const instantIn = (data: string): number | null => Number(/"at":(\d+)/.exec(data.slice(0, 200))?.[1] ?? 0) || null

/** One screen: opens the stream, asks for the channel, hands on every picture. */
async function listen(url: string, headers: Record<string, string>, onPicture: (snapshot: { at: number }) => void): Promise<IncomingMessage> {
  const uid = crypto.randomUUID()
  const stream = await new Promise<IncomingMessage>((resolve, reject) => get(`${url}/__transmit/events?uid=${uid}`, { headers }, resolve).on('error', reject))
  stream.on('error', () => undefined)
  const reader = new SseReader()
  stream.setEncoding('utf8').on('data', (piece: string) => {
    for (const data of reader.push(piece)) {
      const at = instantIn(data)
      if (at !== null) onPicture({ at })
    }
  })
  const body = JSON.stringify({ uid, channel: 'board' })
  const status = await new Promise<number>((resolve, reject) => {
    const asked = request(`${url}/__transmit/subscribe`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' } }, (answer) => resolve(answer.resume().statusCode ?? 0))
    asked.on('error', reject)
    asked.end(body)
  })
  if (status >= 300) throw new Error(`the channel answered ${status}`)
  return stream
}

/** The same bytes to as many, from a server that does nothing else: p99 of their age on arrival. */
async function bare(bytes: number): Promise<number> {
  const listeners = new Set<import('node:http').ServerResponse>()
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
    listeners.add(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const ages: number[] = []
  const streams = await Promise.all(
    Array.from({ length: SCREENS }, async () => {
      const stream = await new Promise<IncomingMessage>((resolve, reject) => get(`http://127.0.0.1:${port}/`, resolve).on('error', reject))
      const reader = new SseReader()
      stream.on('error', () => undefined)
      stream.setEncoding('utf8').on('data', (piece: string) => {
        for (const data of reader.push(piece)) ages.push(Date.now() - instantIn(data)!)
      })
      return stream
    })
  )
  for (let second = 0; second < SECONDS; second++) {
    const data = `data: ${JSON.stringify({ at: Date.now(), filler: 'x'.repeat(bytes) })}\n\n`
    for (const listener of listeners) listener.write(data)
    await pause(1_000)
  }
  for (const stream of streams) stream.destroy()
  server.close()
  return percentile(ages, 0.99)
}
