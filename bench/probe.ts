import { connectClient } from '#bench/client'
import { SECRET, USER } from '#bench/plant'

/**
 * Sensor and actuator in one process, so that one clock measures: from publishing a value beyond the limit until the
 * command arrives. Arguments: port, number of messages, milliseconds between two. Each message is of another point.
 */
const [port, count, paceMs] = process.argv.slice(2).map(Number) as [number, number, number]
const WAIT_MS = 5_000
const client = await connectClient(port, { username: USER, password: SECRET })
await client.subscribeAsync('act/B/+/cmd', { qos: 0 })
const sentAt = new Map<number, number>()
const latencies: number[] = []
client.on('message', (topic) => {
  const index = Number(topic.split('/')[2])
  const at = sentAt.get(index)
  if (at === undefined) return
  sentAt.delete(index)
  latencies.push(performance.now() - at)
})
process.once('message', () => void measure())
process.send!('ready')

async function measure(): Promise<void> {
  const began = performance.now()
  for (let index = 0; index < count; index++) {
    const due = began + index * paceMs
    const early = due - performance.now()
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early))
    sentAt.set(index, performance.now())
    client.publish(`plant/B/${index}/V`, JSON.stringify({ v: 200, ts: Date.now() }), { qos: 1 })
  }
  const end = performance.now() + WAIT_MS
  while (sentAt.size > 0 && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 10))
  // A command that never came counts as the longest wait.
  for (let missing = sentAt.size; missing > 0; missing--) latencies.push(WAIT_MS)
  process.send!(latencies)
  await client.endAsync(true)
  process.disconnect()
}
