import { startMosquitto } from '#bench/broker'
import { child, told } from '#bench/child'
import { median, percentile, type Figure } from '#bench/figure'
import { folder, manyOutputs } from '#bench/plant'
import { EngineHost } from '#modules/telemetry/engine/host'

const MESSAGES = 1_000
const PACE_MS = 5
const ROUNDS = 3
const BLOCK_MS = 2_000
const MARGIN_MS = 10

/** P3: from a sensor's message to the actuator's command at 200 messages/s, beside the bare echo of a client. */
export async function run(): Promise<Figure[]> {
  const rounds: { echo: number[]; engine: number[]; blocked: number[] }[] = []
  for (let round = 0; round < ROUNDS; round++) rounds.push({ echo: await echo(), engine: await engine(false), blocked: await engine(true) })
  const middle = (which: 'echo' | 'engine' | 'blocked', share: number) => median(rounds.map((one) => percentile(one[which], share)))
  const figure = (name: string, which: 'engine' | 'blocked', share: number, bound: (reference: number) => number, goal: string): Figure => {
    const [value, reference] = [middle(which, share), middle('echo', share)]
    return { id: 'P3', name, value, unit: 'ms', reference, ratio: value / reference, goal, met: value <= bound(reference) }
  }
  const margin = (reference: number) => reference + MARGIN_MS
  return [
    figure('sensor to command, p50', 'engine', 0.5, (reference) => 2 * reference, '<= 2 times the echo'),
    figure('sensor to command, p99', 'engine', 0.99, margin, `<= echo + ${MARGIN_MS} ms`),
    figure('the same, web thread blocked for 2 s, p99', 'blocked', 0.99, margin, `<= echo + ${MARGIN_MS} ms`),
  ]
}

async function measure(port: number, meanwhile: () => void): Promise<number[]> {
  const probe = child('probe', [port, MESSAGES, PACE_MS])
  await told(probe)
  const latencies = told<number[]>(probe)
  probe.send('begin')
  await new Promise((resolve) => setTimeout(resolve, 500))
  meanwhile()
  return latencies
}

async function echo(): Promise<number[]> {
  const broker = await startMosquitto()
  const answering = child('echo', [broker.port])
  try {
    await told(answering)
    return await measure(broker.port, () => undefined)
  } finally {
    answering.kill('SIGKILL')
    await broker.stop()
  }
}

async function engine(block: boolean): Promise<number[]> {
  const place = folder()
  const host = new EngineHost({ historyFile: place.file, mqtt: { host: '127.0.0.1', port: 0 } })
  host.on('transition', ({ journalSeq }) => host.committed(journalSeq))
  await host.start(manyOutputs(MESSAGES))
  try {
    return await measure(host.mqttPort!, () => {
      // This is the web thread: a page that takes two seconds to render.
      for (const end = performance.now() + BLOCK_MS; block && performance.now() < end;);
    })
  } finally {
    await host.stop()
    place.remove()
  }
}
