import { once } from 'node:events'
import { DatabaseSync } from 'node:sqlite'
import { startMosquitto } from '#bench/broker'
import { child, told } from '#bench/child'
import { median, type Figure } from '#bench/figure'
import { benchConfig, folder } from '#bench/plant'
import { EngineHost } from '#modules/telemetry/engine/host'

const READINGS = 120_000
const ROUNDS = 3
const GOAL = 0.5

/** P1: readings a second from a device's socket to the disk, conditions evaluated on each, beside a raw pipeline. */
export async function run(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const qos of [0, 1] as const) {
    const [ours, raw]: number[][] = [[], []]
    for (let round = 0; round < ROUNDS; round++) {
      raw!.push(await rawRate(qos))
      ours!.push(await engineRate(qos))
    }
    const [value, reference] = [median(ours!), median(raw!)]
    const ratio = value / reference
    figures.push({ id: 'P1', name: `persisted readings, conditions on, QoS ${qos}`, value, unit: '1/s', reference, ratio, goal: `>= ${GOAL} of mqtt.js -> rule -> sqlite3`, met: ratio >= GOAL })
  }
  return figures
}

/** From the word to begin until `stored` says that all is on disk. */
export async function rate(port: number, qos: 0 | 1, stored: () => Promise<void>, readings = READINGS): Promise<number> {
  const publisher = child('publisher', [port, qos, readings, Date.now() - 200_000])
  await told(publisher)
  const ended = once(publisher, 'exit')
  const began = performance.now()
  publisher.send('begin')
  await stored()
  const seconds = (performance.now() - began) / 1_000
  await ended
  return readings / seconds
}

async function rawRate(qos: 0 | 1): Promise<number> {
  const [broker, place] = [await startMosquitto(), folder()]
  const pipeline = child('raw_pipeline', [place.file, qos, READINGS, broker.port])
  try {
    await told(pipeline)
    return await rate(broker.port, qos, () => told<void>(pipeline))
  } finally {
    pipeline.kill('SIGKILL')
    await broker.stop()
    place.remove()
  }
}

/** The whole of engine and historian, with a broker of its own. */
export async function engineRate(qos: 0 | 1): Promise<number> {
  const place = folder()
  const host = new EngineHost({ historyFile: place.file, mqtt: { host: '127.0.0.1', port: 0 } })
  host.on('transition', ({ journalSeq }) => host.committed(journalSeq))
  await host.start(benchConfig())
  const database = new DatabaseSync(place.file, { readOnly: true })
  // The day's roll-up is kept in the readings' own transaction: its sum is what is on disk.
  const count = database.prepare('SELECT coalesce(sum(n + bad), 0) AS n FROM days')
  try {
    return await rate(host.mqttPort!, qos, async () => {
      while (Number(count.get()?.n) < READINGS) await new Promise((resolve) => setTimeout(resolve, 10))
    })
  } finally {
    database.close()
    await host.stop()
    place.remove()
  }
}
