import 'reflect-metadata'
import { hash } from 'node:crypto'
import { Ignitor } from '@adonisjs/core'

/** The product's own verification over a chain of so many entries, and the bare hashing beside it; entries a second of each. */
const APP_ROOT = new URL('../', import.meta.url)
const IMPORTER = (path: string) => import(path.startsWith('.') ? new URL(path, APP_ROOT).href : path)
const [entries, rounds] = process.argv.slice(2).map(Number) as [number, number]
const CHUNK = 50

const ignitor = new Ignitor(APP_ROOT, { importer: IMPORTER }).tap((app) => app.booting(async () => void (await import('#start/env'))))
await ignitor.httpServer().start()

const { transact } = await import('#app/kernel/transaction')
const { recordAudits, systemActor, verifyAudit } = await import('#app/audit/index')
const { dataPath } = await import('#config/data')

const input = (index: number) => ({ by: systemActor('bench'), action: 'personnel.access_granted', subject: { type: 'person', id: `B${index}` }, details: { gate: 'B-GATE', area: 'B-AREA', direction: 'in', reasons: [] } })
for (let done = 0; done < entries; done += CHUNK * 40)
  await transact(async (tx) => {
    for (let at = done; at < Math.min(entries, done + CHUNK * 40); at += CHUNK) await recordAudits(tx, Array.from({ length: CHUNK }, (_, index) => input(at + index)))
  })

function bare(): number {
  let previous = '0'.repeat(64)
  const began = performance.now()
  for (let seq = 0; seq < entries; seq++) previous = hash('sha256', JSON.stringify([seq, 1_700_000_000_000, null, 'system:bench', null, 'personnel.access_granted', 'person', `B${seq}`, '{"gate":"B-GATE","area":"B-AREA"}', previous]))
  return (entries / (performance.now() - began)) * 1_000
}

const measured: { ours: number[]; reference: number[] } = { ours: [], reference: [] }
for (let round = 0; round < rounds; round++) {
  measured.reference.push(bare())
  const began = performance.now()
  const verdict = await verifyAudit(dataPath('none', 'head.json'), 'none')
  if (!verdict.ok || verdict.entries < entries) throw new Error(`not verified: ${JSON.stringify(verdict)}`)
  measured.ours.push((verdict.entries / (performance.now() - began)) * 1_000)
}
process.send!({ measured })
process.exit(0)
