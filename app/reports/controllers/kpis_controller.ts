import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { clock } from '#app/kernel/clock'
import { kpiDefinitions } from '#app/reports/kpis'

const DAY_MS = 86_400_000
const YEAR_MS = 366 * DAY_MS

const periodValidator = vine.create({
  from: vine.number().withoutDecimals().optional(),
  to: vine.number().withoutDecimals().optional(),
  area: vine.string().maxLength(40).optional(),
})

export default class KpisController {
  static input = { index: { query: periodValidator } }

  /** Every key figure over a period (default: the last 30 days, at most a year), for the plant or one area. */
  async index(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(periodValidator, { data: ctx.request.qs() })
    const to = input.to ?? clock.now()
    const from = Math.max(input.from ?? to - 30 * DAY_MS, to - YEAR_MS)
    const area = input.area ?? null
    const data = await Promise.all(
      kpiDefinitions().map(async ({ code, unit, target, good, compute }) => {
        const value = await compute(from, to, area)
        return { code, value, unit, target, good, from, to, area }
      })
    )
    return { data }
  }
}
