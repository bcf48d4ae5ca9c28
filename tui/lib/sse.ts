/** Longer than any board: a stream that never ends a message must not fill the memory. */
const LONGEST_MESSAGE = 8_000_000

/** Takes a text/event-stream apart. Pieces may end anywhere, also in the middle of a line. */
export class SseReader {
  #rest = ''
  #data: string[] = []

  /** The data of each message that this piece completes. */
  push(piece: string): string[] {
    this.#rest += piece
    if (this.#rest.length > LONGEST_MESSAGE) throw new Error('A message of the stream is longer than its limit')
    const complete: string[] = []
    const lines = this.#rest.split(/\r\n|\n/)
    this.#rest = lines.pop()!
    for (const line of lines) {
      if (line === '') {
        if (this.#data.length > 0) complete.push(this.#data.join('\n'))
        this.#data = []
      } else if (line.startsWith('data:')) {
        this.#data.push(line.slice(line[5] === ' ' ? 6 : 5))
      }
    }
    return complete
  }
}
