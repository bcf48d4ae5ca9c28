import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startMosquitto } from '#bench/broker'
import { child, told } from '#bench/child'
import { median, type Figure } from '#bench/figure'
import { engineRate, rate } from '#bench/ingest'
import type { Style } from '#bench/node_red_flow'
import { folder } from '#bench/plant'

const VERSION = '5.0.7'
const ROUNDS = 3
const CASES = [
  { style: 'batched', qos: 0, readings: 120_000, goal: 2, name: 'a flow batched by hand' },
  { style: 'batched', qos: 1, readings: 120_000, goal: 1.7, name: 'a flow batched by hand' },
  { style: 'drawn', qos: 0, readings: 4_000, goal: 50, name: 'the flow as a user draws it' },
] as const

/** P2: the same job, readings through the three-in-a-row rule to the disk, beside Node-RED, which is fetched once for it. */
export async function run(): Promise<Figure[]> {
  const packages = nodeRed()
  const figures: Figure[] = []
  for (const { style, qos, readings, goal, name } of CASES) {
    const [ours, theirs]: number[][] = [[], []]
    for (let round = 0; round < ROUNDS; round++) {
      theirs!.push(await flowRate(packages, style, qos, readings))
      ours!.push(await engineRate(qos))
    }
    const [value, reference] = [median(ours!), median(theirs!)]
    const ratio = value / reference
    figures.push({ id: 'P2', name: `persisted readings beside Node-RED ${VERSION}: ${name}, QoS ${qos}`, value, unit: '1/s', reference, ratio, goal: `>= ${goal} times`, met: ratio >= goal })
  }
  return figures
}

/** Kept beside other temporary files: 280 packages that nothing else here needs. */
function nodeRed(): string {
  const packages = join(tmpdir(), `redline-bench-node-red-${VERSION}`)
  mkdirSync(packages, { recursive: true })
  writeFileSync(join(packages, 'package.json'), '{}')
  if (existsSync(join(packages, 'node_modules/node-red'))) return packages
  console.error(`Fetching Node-RED ${VERSION} for the comparison …`)
  const { status } = spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', `node-red@${VERSION}`], { cwd: packages, stdio: 'inherit' })
  if (status !== 0) throw new Error(`Node-RED ${VERSION} can't be fetched; P2 is measured beside it: npm needs its registry`)
  return packages
}

async function flowRate(packages: string, style: Style, qos: 0 | 1, readings: number): Promise<number> {
  const [broker, place] = [await startMosquitto(), folder()]
  const flow = child('node_red_process', [packages, place.file, style, qos, readings, broker.port])
  try {
    await told(flow)
    return await rate(broker.port, qos, () => told<void>(flow), readings)
  } finally {
    flow.kill('SIGKILL')
    await broker.stop()
    place.remove()
  }
}
