import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ordinaryDay, type Control, type Recording } from '#field/control'

const CONTROL = 'control.json'
const FANS = 'fans.json'

/** The field's folder: `DATA_DIR/field`. Commands write the control there, gateways which of their fans run. */
export class FieldFolder {
  #seen = new Map<string, { stamp: string; content: unknown }>()

  constructor(readonly path: string) {}

  control(): Control {
    return { ...ordinaryDay(), ...(this.#read<Partial<Control>>(CONTROL) ?? {}) }
  }

  writeControl(control: Control): void {
    this.#write(CONTROL, control)
  }

  /** Areas whose air a fan is moving. */
  fans(): string[] {
    return this.#read<string[]>(FANS) ?? []
  }

  writeFans(areas: string[]): void {
    this.#write(FANS, areas)
  }

  recording(file: string): Recording {
    return this.#read<Recording>(file) ?? []
  }

  writeRecording(file: string, recording: Recording): void {
    this.#write(file, recording)
  }

  /** Reads again only what has changed; a file that isn't there, or not whole, is null. */
  #read<T>(name: string): T | null {
    const path = join(this.path, name)
    try {
      const { mtimeMs, size, ino } = statSync(path)
      const stamp = `${mtimeMs}/${size}/${ino}`
      const known = this.#seen.get(name)
      if (known?.stamp === stamp) return known.content as T
      const content = JSON.parse(readFileSync(path, 'utf8'))
      this.#seen.set(name, { stamp, content })
      return content
    } catch {
      return null
    }
  }

  /** In one step, so that a reader finds the former or the new one. */
  #write(name: string, content: unknown): void {
    const path = join(this.path, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(`${path}.${process.pid}`, JSON.stringify(content))
    renameSync(`${path}.${process.pid}`, path)
  }
}
