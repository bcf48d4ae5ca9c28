import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { areaLabel } from '#app/plant/index'
import { blindSpots } from '#app/board/queries/blind_tile'

const filterValidator = vine.create({ area: vine.string().maxLength(40).optional() })

export default class BlindSpotsController {
  static input = { index: { query: filterValidator } }

  /** What nobody knows now, longest first, each with what mends it; and the share that is known. */
  async index(ctx: HttpContext) {
    const { area } = await ctx.request.validateUsing(filterValidator, { data: ctx.request.qs() })
    const { coverage, spots } = await blindSpots(area ?? null)
    const data = await Promise.all(
      spots.map(async ({ id, kind, code, name, nameEn, areaCode, since }) => {
        const place = areaCode ? await areaLabel(areaCode) : null
        const said = { kind_name: ctx.i18n.formatMessage(`screen.blind.kinds.${kind}`), fix: ctx.i18n.formatMessage(`screen.blind.fixes.${kind}`) }
        return { id, kind, ...said, code, name, name_en: nameEn, area: place && { code: areaCode, name: place.name, name_en: place.nameEn }, since }
      })
    )
    return { data, coverage_percent: coverage, next_cursor: null }
  }
}
