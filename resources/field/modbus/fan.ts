import { clock } from '#app/kernel/clock'
import type { FieldFan } from '#field/station'

const SPIN_UP_MS = 1_200

/** A motor: takes a command at once, and shows that it runs, or stands, a moment later. */
export class Fan {
  commanded = false
  #runs = false
  #changedAt = 0

  constructor(readonly fan: FieldFan) {}

  command(on: boolean): void {
    if (on === this.commanded) return
    this.#runs = this.runs
    this.commanded = on
    this.#changedAt = clock.monotonic()
  }

  get runs(): boolean {
    return clock.monotonic() - this.#changedAt >= SPIN_UP_MS ? this.commanded : this.#runs
  }
}
