import { createRequire } from 'node:module'
import { connectClient } from '#bench/client'
import type { Database } from 'sqlite3'

/**
 * What P1 is compared with, in a process of its own: mqtt.js -> three in a row -> multi-row inserts of the `sqlite3`
 * package (500 rows or 20 ms; WAL, synchronous=FULL). It knows no points, quality, journal or acknowledgement. Arguments:
 * database file, QoS, number of readings, port of the broker.
 */
const [file, ...numbers] = process.argv.slice(2)
const [qos, count, port] = numbers.map(Number) as [0 | 1, number, number]
const sqlite3 = createRequire(import.meta.url)('sqlite3') as { Database: new (file: string) => Database }
const database = new sqlite3.Database(file!)
const run = (sql: string, values: unknown[] = []) => new Promise<void>((resolve, reject) => database.run(sql, values, (error: Error | null) => (error ? reject(error) : resolve())))
for (const sql of ['PRAGMA journal_mode=WAL', 'PRAGMA synchronous=FULL', 'CREATE TABLE readings (point TEXT, ts INTEGER, value REAL)']) await run(sql)

let batch: unknown[] = []
let stored = 0
let writing = Promise.resolve()
const flush = () => {
  if (batch.length === 0) return
  const rows = batch
  batch = []
  const places = Array.from({ length: rows.length / 3 }, () => '(?,?,?)').join(',')
  writing = writing.then(() => run(`INSERT INTO readings VALUES ${places}`, rows)).then(() => {
    stored += rows.length / 3
    if (stored >= count) process.send!('stored')
  })
}
setInterval(flush, 20)

const beyond = new Map<string, number>()
const client = await connectClient(port)
await client.subscribeAsync('plant/#', { qos })
client.on('message', (topic, payload) => {
  const { v, ts } = JSON.parse(payload.toString())
  const row = v > 100 ? (beyond.get(topic) ?? 0) + 1 : 0
  beyond.set(topic, row)
  if (row === 3) console.log(`alarm ${topic}`)
  batch.push(topic, ts, v)
  if (batch.length >= 1_500) flush()
})
process.send!('ready')
