import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { flowOf, type Style } from '#bench/node_red_flow'

/** Node-RED with one flow. Arguments: folder of its packages, database file, style, QoS, number of readings, port of the broker. */
const [packages, file, style, ...numbers] = process.argv.slice(2) as [string, string, Style, ...string[]]
const [qos, count, port] = numbers.map(Number) as [0 | 1, number, number]
const RED = createRequire(join(packages, 'package.json'))('node-red')
const flowFile = join(dirname(file), 'flows.json')
writeFileSync(flowFile, JSON.stringify(flowOf(style, port, qos)))
const tell = (word: string) => process.send!(word)
RED.init(createServer(), {
  userDir: dirname(file),
  flowFile,
  httpAdminRoot: false,
  httpNodeRoot: false,
  credentialSecret: false,
  logging: { console: { level: 'off' } },
  functionGlobalContext: { sqlite3: createRequire(import.meta.url)('sqlite3'), file, count, tell },
})
RED.events.on('flows:started', () => setTimeout(() => tell('ready'), 1_000))
await RED.start()
