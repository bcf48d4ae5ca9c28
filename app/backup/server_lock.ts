import { readFileSync, rmSync, writeFileSync } from 'node:fs'

/** The process id of the server that uses this data folder; null when none runs. */
export function runningServer(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    process.kill(pid, 0)
    return pid
  } catch {
    return null
  }
}

export const markServer = (file: string): void => writeFileSync(file, String(process.pid))
export const unmarkServer = (file: string): void => rmSync(file, { force: true })
