import { connectClient } from '#bench/client'

/** What P3 is compared with: a client that answers each sensor message with a command, and does nothing else. */
const client = await connectClient(Number(process.argv[2]))
await client.subscribeAsync('plant/#', { qos: 0 })
client.on('message', (topic, payload) => client.publish(`act/B/${topic.split('/')[2]}/cmd`, payload))
process.send!('ready')
