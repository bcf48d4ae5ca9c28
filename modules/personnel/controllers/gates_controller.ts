import type { HttpContext } from '@adonisjs/core/http'
import { refuse } from '#app/kernel/http/refuse'
import { register } from '#modules/personnel/access/register'
import { gateForScreen } from '#modules/personnel/controllers/present_gate'

export default class GatesController {
  async index() {
    const { places } = await register.fresh()
    const data = [...places.gates.values()]
      .sort((a, b) => a.code.localeCompare(b.code))
      .map(({ code, areaCode, name, nameEn, direction, mode, doorOutput }) => {
        return { code, area: areaCode, name, name_en: nameEn, direction, mode, door_output: doorOutput }
      })
    return { data, next_cursor: null }
  }

  async show(ctx: HttpContext) {
    const data = await gateForScreen(ctx, ctx.params.code)
    return data ? { data } : refuse(ctx, 404, 'E_NOT_FOUND', [])
  }
}
