import type { HttpContext } from '@adonisjs/core/http'
import { explain } from '#app/kernel/http/refuse'
import { presentInside } from '#modules/personnel/controllers/present'
import { gateStatus } from '#modules/personnel/queries/gate_status'

const LAST = 20

/** What a gate's screen shows: state of its area, who is inside, the last twenty. Null: there is no such gate. */
export async function gateForScreen(ctx: HttpContext, code: string | null) {
  const status = code ? await gateStatus(code, LAST) : null
  if (!status) return null
  const { gate, area, state, restrictions, people, confidence, last, musterId } = status
  return {
    code: gate.code,
    name: gate.name,
    name_en: gate.nameEn,
    direction: gate.direction,
    mode: gate.mode,
    area: { code: area.code, name: area.name, name_en: area.nameEn },
    state,
    restrictions: restrictions.map(({ level, causeType, since, detail }) => ({ level, cause: causeType, since, detail })),
    people: people.map((one) => presentInside(one)),
    confidence,
    last: last.map((row) => ({ ...row, reasons: row.reasons.map((why) => ({ ...explain(ctx.i18n, why), since: why.since })) })),
    muster_id: musterId,
  }
}
