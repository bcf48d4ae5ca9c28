import { setTimeout as pause } from 'node:timers/promises'
import { connectClient } from '#bench/client'
import { floodPoint } from '#tests/support/flood_plant'

/**
 * The field at the design load: `points` points in `areas` areas, each in turn, `rate` readings a second, spread evenly.
 * Arguments: port, points, areas, rate. Runs until it is killed.
 */
const [port, points, areas, rate] = process.argv.slice(2).map(Number) as [number, number, number, number]
const TICK_MS = 50
const client = await connectClient(port, { username: 'flood', password: 'flood-secret' })
process.send!('ready')

const began = performance.now()
for (let sent = 0; ; ) {
  const due = Math.floor(((performance.now() - began) / 1_000) * rate)
  for (; sent < due; sent++) client.publish(`plant/${floodPoint(sent % points, areas).replaceAll('.', '/')}`, `{"v":${20 + (sent % 50)},"ts":${Date.now()}}`)
  await pause(TICK_MS)
}
