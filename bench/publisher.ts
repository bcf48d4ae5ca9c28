import { connectClient } from '#bench/client'
import { SECRET, topicOf, USER } from '#bench/plant'

/**
 * A device in a process of its own that sends as fast as it is let. Arguments: port, QoS, how many readings, first instant.
 * Tells its parent when it is connected and waits to be told to begin.
 */
const [port, qos, count, first] = process.argv.slice(2).map(Number) as [number, 0 | 1, number, number]
const client = await connectClient(port, { username: USER, password: SECRET })
const CHUNK = 500

process.once('message', () => void send())
process.send!('connected')

/** Waits without spinning: the processes that are measured need the cores. */
async function send(): Promise<void> {
  const under: Promise<unknown>[] = []
  for (let index = 0; index < count;) {
    const chunk: Promise<unknown>[] = []
    for (const end = Math.min(count, index + CHUNK); index < end; index++) {
      const payload = `{"v":${index % 90},"ts":${first + index}}`
      chunk.push(new Promise<void>((resolve) => client.publish(topicOf(index), payload, { qos }, () => resolve())))
    }
    under.push(Promise.all(chunk))
    // QoS 1: four chunks are in flight, as many as a device keeps; QoS 0: what the socket has taken.
    if (under.length >= (qos === 1 ? 4 : 1)) await under.shift()
  }
  await Promise.all(under)
  await client.endAsync()
  process.send!('sent')
  process.disconnect()
}
