import { HistoryStore } from '#modules/telemetry/historian/store'

interface Filling {
  rows: number
  points: number
  everyMs: number
  /** Instant of the last readings. */
  last: number
}

/** As the engine's batches come, several hundred a transaction, all points in turn; larger where only the amount counts. */
export function fillHistory(file: string, { rows, points, everyMs, last }: Filling, chunk = 20_000): void {
  const store = new HistoryStore(file)
  store.obey({ rules: [], reserveBytes: 1 })
  const newPoints = Array.from({ length: points }, (_, index) => ({ id: index + 1, code: `B.${index}.V` }))
  const first = last - Math.ceil(rows / points) * everyMs
  for (let done = 0, id = 1; done < rows; done += chunk, id++) {
    const length = Math.min(chunk, rows - done)
    const [pointIds, instants, values] = [new Int32Array(length), new Float64Array(length), new Float64Array(length)]
    for (let index = 0; index < length; index++) {
      const number = done + index
      pointIds[index] = (number % points) + 1
      instants[index] = first + Math.floor(number / points) * everyMs
      values[index] = 40 + 20 * Math.sin(number)
    }
    store.write({ id, at: last, newPoints: id === 1 ? newPoints : [], pointIds, instants, values, qualities: new Uint8Array(length), conditions: [], transitions: [], committed: [] })
  }
  store.close()
}
