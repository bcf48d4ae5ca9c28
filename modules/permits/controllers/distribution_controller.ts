import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { permitDistribution } from '#modules/permits/queries/distribution'

const filterValidator = vine.create({ area: vine.string().maxLength(40).optional() })

export default class DistributionController {
  static input = { index: { query: filterValidator } }

  /** How much dangerous work there is, of what kind, where and when. */
  async index(ctx: HttpContext) {
    const { area } = await ctx.request.validateUsing(filterValidator, { data: ctx.request.qs() })
    return { data: await permitDistribution(area ?? null) }
  }

  async page({ inertia }: HttpContext) {
    return inertia.render('permits/distribution', {})
  }
}
