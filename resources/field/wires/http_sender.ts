import { clock } from '#app/kernel/clock'
import type { FieldPoint } from '#field/station'
import type { World } from '#field/world'

const EVERY_MS = 2_000

/** Another system that sends its values by itself, as a MES does: a batch every two seconds, with a device's token. */
export class HttpSender {
  #timer: NodeJS.Timeout | null = null

  constructor(
    private points: FieldPoint[],
    private world: World,
    private to: { url: string; token: string },
    private said: (sentence: string) => void
  ) {}

  start(): void {
    void this.#send()
    this.#timer = setInterval(() => void this.#send(), EVERY_MS)
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
  }

  async #send(): Promise<void> {
    const readings = this.points.flatMap(({ code }) => {
      const value = this.world.value(code)
      return value === null ? [] : [{ point: code, ts: clock.now(), value: Number(value.toFixed(3)) }]
    })
    try {
      const answer = await fetch(`${this.to.url}/api/v1/readings`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'authorization': `Bearer ${this.to.token}` },
        body: JSON.stringify({ readings }),
        signal: AbortSignal.timeout(EVERY_MS),
      })
      if (!answer.ok) this.said(`${answer.status} ${await answer.text()}`)
    } catch (error) {
      this.said((error as Error).message)
    }
  }
}
