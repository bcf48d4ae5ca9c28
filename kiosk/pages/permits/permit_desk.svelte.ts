import { api, type Answer, type Failure } from '#kiosk/lib/api'
import { t } from '#kiosk/lib/i18n.svelte'
import { live } from '#kiosk/lib/board.svelte'
import { report } from '#kiosk/lib/toasts.svelte'
import type { Command, Permit } from '#kiosk/pages/permits/types'

const REFRESH_MS = 5_000

/** One permit on the screen: read again every few seconds and whenever the board says that it has changed. */
export class PermitDesk {
  permit = $state<Permit | null>(null)
  commands = $state<Command[]>([])
  failure = $state<Failure | null>(null)

  constructor(readonly id: string) {}

  follow(): () => void {
    void this.load()
    const timer = setInterval(() => void this.load(), REFRESH_MS)
    return () => clearInterval(timer)
  }

  /** What the board knows of it: when that changes, so has the permit. */
  get seenOnBoard(): string | undefined {
    return live.snapshot?.permits.items.find(({ id }) => id === this.id)?.state
  }

  async load(): Promise<void> {
    const [permit, commands] = await Promise.all([api.get<Permit>(`/permits/${this.id}`), api.get<Command[]>(`/permits/${this.id}/commands`)])
    this.failure = permit.ok ? (commands.ok ? null : commands.failure) : permit.failure
    if (permit.ok) this.permit = permit.value
    if (commands.ok) this.commands = commands.value
  }

  command(name: string): Command | undefined {
    return this.commands.find(({ command }) => command === name)
  }

  /** Gives a command; null when the server took it, else what it said. */
  async give(name: string, body: object = {}): Promise<Failure | null> {
    return this.#settle(api.post<Permit>(`/permits/${this.id}/${name}`, body), t(`permits.screen.said.${name}`))
  }

  async testGas(test: object): Promise<Failure | null> {
    return this.#settle(api.post<Permit>(`/permits/${this.id}/gas-tests`, test), t('permits.screen.said.gas_test'))
  }

  async #settle(write: Promise<Answer<Permit>>, saved: string): Promise<Failure | null> {
    const answer = await report(write, saved)
    if (answer.ok) this.permit = answer.value
    await this.load()
    return answer.ok ? null : answer.failure
  }
}
