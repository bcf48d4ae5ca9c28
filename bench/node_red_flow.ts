/** The same job as a user of Node-RED has it: `batched` by hand in a function node, or `drawn` with one insert a message. */
export type Style = 'batched' | 'drawn'

const ON_START = `
const { Database } = global.get('sqlite3')
const database = new Database(global.get('file'))
database.serialize()
for (const sql of ['PRAGMA journal_mode=WAL', 'PRAGMA synchronous=FULL', 'CREATE TABLE readings (point TEXT, ts INTEGER, value REAL)']) database.run(sql)
const stored = (rows) => { context.stored = (context.stored ?? 0) + rows; if (context.stored >= global.get('count')) global.get('tell')('stored') }
context.beyond = new Map()
context.one = (topic, ts, v) => database.run('INSERT INTO readings VALUES (?,?,?)', [topic, ts, v], () => stored(1))
context.batch = []
context.flush = () => {
  const values = context.batch
  if (values.length === 0) return
  context.batch = []
  database.run('INSERT INTO readings VALUES ' + Array(values.length / 3).fill('(?,?,?)').join(','), values, () => stored(values.length / 3))
}
setInterval(context.flush, 20)
`
const THREE_IN_A_ROW = `
const { v, ts } = msg.payload
const row = v > 100 ? (context.beyond.get(msg.topic) ?? 0) + 1 : 0
context.beyond.set(msg.topic, row)
const alarm = row === 3 ? msg : null
`
const STORE: Record<Style, string> = {
  batched: 'context.batch.push(msg.topic, ts, v)\nif (context.batch.length >= 1_500) context.flush()\n',
  drawn: 'context.one(msg.topic, ts, v)\n',
}

export const flowOf = (style: Style, port: number, qos: 0 | 1): object[] => [
  { id: 'tab', type: 'tab', label: 'readings' },
  { id: 'broker', type: 'mqtt-broker', broker: '127.0.0.1', port: String(port), clientid: '', autoConnect: true, usetls: false, protocolVersion: '4', keepalive: '60', cleansession: true },
  // As it comes out of the palette the text is parsed by a node of its own; by hand, by the input itself.
  { id: 'in', z: 'tab', x: 0, y: 0, type: 'mqtt in', topic: 'plant/#', qos: String(qos), datatype: style === 'batched' ? 'json' : 'utf8', broker: 'broker', inputs: 0, wires: [[style === 'batched' ? 'work' : 'json']] },
  { id: 'json', z: 'tab', x: 0, y: 0, type: 'json', property: 'payload', action: 'obj', wires: [['work']] },
  { id: 'work', z: 'tab', x: 0, y: 0, type: 'function', initialize: ON_START, func: `${THREE_IN_A_ROW}${STORE[style]}return alarm`, outputs: 1, wires: [['debug']] },
  { id: 'debug', z: 'tab', x: 0, y: 0, type: 'debug', active: true, tosidebar: false, console: false, wires: [] },
]
