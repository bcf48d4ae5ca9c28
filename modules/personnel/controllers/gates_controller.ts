import type { HttpContext } from '@adonisjs/core/http'
import { explain, refuse } from '#app/kernel/http/refuse'
import { register } from '#modules/personnel/access/register'
import { gateStatus } from '#modules/personnel/queries/gate_status'
import { presentInside } from '#modules/personnel/controllers/present'

const LAST = 20

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

  /** What the gate shows: state of its area, who is inside, the last twenty. */
  async show(ctx: HttpContext) {
    const status = await gateStatus(ctx.params.code, LAST)
    if (!status) return refuse(ctx, 404, 'E_NOT_FOUND', [])
    const { gate, area, state, restrictions, people, confidence, last, musterId } = status
    return {
      data: {
        code: gate.code,
        name: gate.name,
        name_en: gate.nameEn,
        direction: gate.direction,
        mode: gate.mode,
        area: { code: area.code, name: area.name, name_en: area.nameEn },
        state,
        restrictions: restrictions.map(({ level, causeType, since, detail }) => ({ level, cause: causeType, since, detail })),
        people: people.map(presentInside),
        confidence,
        last: last.map((row) => ({ ...row, reasons: row.reasons.map((why) => ({ ...explain(ctx.i18n, why), since: why.since })) })),
        muster_id: musterId,
      },
    }
  }
}
