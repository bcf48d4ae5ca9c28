import type { MineItem } from '#kiosk/components/mine_list.svelte'
import { api, type Failure } from '#kiosk/lib/api'

const EVERY_MS = 10_000

/** What waits for whoever is signed in; asked again every ten seconds while a page shows it. */
export class Mine {
  items = $state<MineItem[] | null>(null)
  failure = $state<Failure | null>(null)

  follow(): () => void {
    void this.load()
    const timer = setInterval(() => void this.load(), EVERY_MS)
    return () => clearInterval(timer)
  }

  async load(): Promise<void> {
    const answer = await api.get<MineItem[]>('/mine')
    if (answer.ok) this.items = answer.value
    this.failure = answer.ok ? null : answer.failure
  }
}
