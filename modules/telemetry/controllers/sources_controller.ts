import type { HttpContext } from '@adonisjs/core/http'
import { refuse } from '#app/kernel/http/refuse'
import { newId } from '#app/kernel/ids'
import { reason } from '#app/kernel/reason'
import { engineLink } from '#modules/telemetry/engine_link'
import { findSource, sourceStates } from '#modules/telemetry/queries/source_states'

export default class SourcesController {
  async index() {
    return { data: await sourceStates(), next_cursor: null }
  }

  /** Raw registers in all four word orders, through the engine's own connection. */
  async probe(ctx: HttpContext) {
    const code = String(ctx.params.code)
    if (!(await findSource(code))) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('telemetry.no_such_source', { code })])
    const answer = await engineLink.host?.request({ type: 'probe', id: newId(), source: code }).catch(() => null)
    if (!answer) return refuse(ctx, 503, 'E_UNAVAILABLE', [reason('telemetry.engine_silent')])
    const registers = answer.registers.map(({ point, address, raw, decoded, value }) => ({ point, address, raw, decoded, value }))
    return { data: { source: code, error: answer.error, registers } }
  }
}
