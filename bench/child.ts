import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

/** A process of the bench, by the name of its file here. */
export const child = (name: string, args: (string | number)[]): ChildProcess =>
  fork(join(import.meta.dirname, `${name}.ts`), args.map(String), { execArgv: ['--import=@poppinss/ts-exec'] })

/** What it says next; rejects when it ends instead. */
export function told<T>(process: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a process of the bench ended with ${code}`))
    process.once('exit', ended)
    process.once('message', (message) => {
      process.off('exit', ended)
      resolve(message as T)
    })
  })
}
