import type { HttpContext } from '@adonisjs/core/http'
import { mineSources, type MineItem } from '#app/board/mine'

export default class MineController {
  /** What waits for the caller now, from every room, the most urgent first. */
  async index({ principal }: HttpContext) {
    if (!principal.person) return { data: [] }
    const items: MineItem[] = (await Promise.all(mineSources().map((source) => source(principal)))).flat()
    const urgency = (item: MineItem) => item.priority * 1e15 + (item.due_at ?? 9e14)
    return { data: items.sort((a, b) => urgency(a) - urgency(b)).slice(0, 200) }
  }
}
