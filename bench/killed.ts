import { once } from 'node:events'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { child, told } from '#bench/child'
import { connectClient } from '#bench/client'
import { median, type Figure } from '#bench/figure'
import { folder, SECRET, topicOf, USER } from '#bench/plant'

const KILLS = 5
const UNDER_WAY = 2_000
const SHORTEST_MS = 1_500
const SPREAD_MS = 1_000

/** P13: what a device was told is safe and is not there afterwards, its server killed in mid-flood again and again. */
export async function run(): Promise<Figure[]> {
  const place = folder()
  const acknowledged = new Set<number>()
  const rates: number[] = []
  try {
    // Each flood has instants of its own, and none runs ahead of the clock: a reading from the future is kept under now.
    for (let kill = 0; kill < KILLS; kill++) rates.push(await flood(place.file, Date.now() - 1_200_000 + kill * 200_000, acknowledged))
    const last = child('killed_process', [place.file])
    await told(last)
    last.kill('SIGKILL')
    await once(last, 'exit')
    const database = new DatabaseSync(place.file)
    const stored = new Set(database.prepare('SELECT ts FROM readings').all().map(({ ts }) => Number(ts)))
    database.close()
    const lost = [...acknowledged].filter((ts) => !stored.has(ts)).length
    const rate = Math.round(median(rates)).toLocaleString('en')
    return [{ id: 'P13', name: `acknowledged and lost: ${KILLS} SIGKILLs, ${acknowledged.size.toLocaleString('en')} acknowledged at ${rate}/s`, value: lost, unit: '', reference: null, ratio: lost, goal: '0', met: lost === 0 && acknowledged.size > 0 }]
  } finally {
    place.remove()
  }
}

/** As many at once as a device keeps under way, until its server is dead; acknowledged readings a second. */
async function flood(file: string, first: number, acknowledged: Set<number>): Promise<number> {
  const server = child('killed_process', [file])
  const client = await connectClient(await told<number>(server), { username: USER, password: SECRET })
  let gone = false
  client.on('close', () => (gone = true))
  client.on('error', () => undefined)
  const before = acknowledged.size
  const began = performance.now()
  const killed = pause(SHORTEST_MS + Math.random() * SPREAD_MS).then(() => server.kill('SIGKILL'))
  let sent = 0
  let open = 0
  while (!gone) {
    while (open < UNDER_WAY && !gone) {
      const ts = first + sent
      client.publish(topicOf(sent), `{"v":${sent % 90},"ts":${ts}}`, { qos: 1 }, (error) => {
        open -= 1
        if (!error) acknowledged.add(ts)
      })
      sent += 1
      open += 1
    }
    await pause(1)
  }
  await killed
  const seconds = (performance.now() - began) / 1_000
  client.end(true)
  if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
  return (acknowledged.size - before) / seconds
}
