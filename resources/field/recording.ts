import { createReadStream } from 'node:fs'
import { parse } from 'fast-csv'
import { err, ok, type Result } from '#app/kernel/result'
import type { Recording } from '#field/control'

const MAX_ROWS = 500_000
const MAX_FAULTS = 20

/** Reads a CSV with the columns `timestamp,value`; rows come in order of time. All faults at once, by line. */
export function readRecording(path: string): Promise<Result<Recording, string[]>> {
  return new Promise((resolve) => {
    const samples: [at: number, value: number][] = []
    const faults: string[] = []
    let line = 1
    const stream = createReadStream(path)
    const rows = stream
      .on('error', () => resolve(err([`there is no file ${path}`])))
      .pipe(parse({ headers: true, trim: true }))
    rows.on('data', (row: Record<string, string>) => {
      line += 1
      const at = instantOf(row.timestamp ?? '')
      const value = row.value ? Number(row.value) : Number.NaN
      if (at === null) faults.push(`line ${line}: "${row.timestamp ?? ''}" is no time`)
      else if (!Number.isFinite(value)) faults.push(`line ${line}: "${row.value ?? ''}" is no number`)
      else if (at < (samples.at(-1)?.[0] ?? -Infinity)) faults.push(`line ${line}: the time goes back`)
      else samples.push([at, value])
      if (samples.length > MAX_ROWS) faults.push(`more than ${MAX_ROWS} values`)
      if (faults.length < MAX_FAULTS && samples.length <= MAX_ROWS) return
      stream.destroy()
      rows.destroy()
      finish()
    })
    rows.on('error', (error) => resolve(err([`line ${line + 1}: ${error.message}`])))
    rows.on('end', finish)

    function finish(): void {
      const first = samples[0]
      if (!first && faults.length === 0) faults.push('the file has no values below a heading timestamp,value')
      if (faults.length > 0) return resolve(err(faults))
      resolve(ok(samples.map(([at, value]) => [at - first![0], value])))
    }
  })
}

function instantOf(text: string): number | null {
  const at = /^\d{9,}$/.test(text) ? Number(text) : Date.parse(text)
  return Number.isFinite(at) ? at : null
}
