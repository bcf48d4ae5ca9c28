/** Prints for a pipe. Who reads only the head of it has not made a mistake. */
export function printJson(value: unknown): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}
