import { once } from 'node:events'
import { child, told } from '#bench/child'
import { median, type Figure } from '#bench/figure'
import { folder } from '#bench/plant'

const DEVICES = 200
const DEAD = 5
const SECONDS = 10
const ROUNDS = 3
const LATE_MS = 50
const ON_TIME = 0.999
const CPU_SHARE = 0.1

interface Round {
  onTime: number
  cpu: number
}

/** P5: 200 Modbus devices of 100 registers, polled each second: how many polls start in time, what it costs, and with dead devices among them. */
export async function run(): Promise<Figure[]> {
  const rounds: { timers: number; healthy: Round; dead: Round }[] = []
  for (let round = 0; round < ROUNDS; round++) rounds.push({ timers: await bareTimers(), healthy: await poll(0), dead: await poll(DEAD) })
  const middle = (of: (round: (typeof rounds)[number]) => number) => median(rounds.map(of))
  const reference = middle(({ timers }) => timers)
  const share = (name: string, value: number): Figure => ({ id: 'P5', name, value: value * 100, unit: '%', reference: reference * 100, ratio: value / reference, goal: `>= ${ON_TIME * 100} %, or as many as bare timers`, met: value >= Math.min(ON_TIME, reference) })
  const cpu = middle(({ healthy }) => healthy.cpu)
  return [
    share(`polls that start within ${LATE_MS} ms of their time, ${DEVICES} devices, 1 Hz`, middle(({ healthy }) => healthy.onTime)),
    share(`the same with ${DEAD} dead devices among them`, middle(({ dead }) => dead.onTime)),
    { id: 'P5', name: 'share of a core, three threads together', value: cpu * 100, unit: '%', reference: null, ratio: cpu * 100, goal: `<= ${CPU_SHARE * 100} %`, met: cpu <= CPU_SHARE },
  ]
}

/** The same number of timers that do nothing, in this process: what the machine itself is late by. */
async function bareTimers(): Promise<number> {
  const fired = Array.from({ length: DEVICES }, () => [] as number[])
  const timers = fired.map((mine) => setInterval(() => mine.push(performance.now()), 1_000))
  await new Promise((resolve) => setTimeout(resolve, SECONDS * 1_000))
  for (const timer of timers) clearInterval(timer)
  return shareOnTime(fired)
}

async function poll(dead: number): Promise<Round> {
  const place = folder()
  const devices = child('modbus_devices', [])
  const [port, deadPort] = await told<[number, number]>(devices)
  const engine = child('polls_process', [place.file, port, deadPort, DEVICES, dead, SECONDS])
  try {
    const cpu = await told<number>(engine)
    devices.send('report')
    return { onTime: shareOnTime(await told<number[][]>(devices)), cpu }
  } finally {
    const ended = once(engine, 'exit')
    engine.kill('SIGKILL')
    devices.kill('SIGKILL')
    await ended
    place.remove()
  }
}

/** Due is the earliest beat that the device was ever polled on, and each second after it; one that never came is late. */
function shareOnTime(polls: number[][]): number {
  let due = 0
  let onTime = 0
  for (const mine of polls) {
    const [, ...after] = mine
    const base = Math.min(...after.map((at, index) => at - index * 1_000))
    due += after.length
    onTime += after.filter((at, index) => at - (base + index * 1_000) <= LATE_MS).length
  }
  return due === 0 ? 0 : onTime / due
}
