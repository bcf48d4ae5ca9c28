import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { refuse } from '#app/kernel/http/refuse'
import { commandOutput } from '#modules/telemetry/actions/command_output'
import { outputJson } from '#modules/telemetry/controllers/json'
import { engineLink } from '#modules/telemetry/engine_link'
import { listOutputs } from '#modules/telemetry/queries/list_outputs'

const commandValidator = vine.create({ value: vine.boolean(), reason: vine.string().trim().minLength(2).maxLength(250) })

export default class OutputsController {
  static input = { command: { body: commandValidator } }

  async index() {
    const rows = await listOutputs()
    return { data: rows.map((row) => outputJson(row, engineLink.output(row.code))), next_cursor: null }
  }

  /** Sends the command; whether the device obeyed is its read-back, seen in `/outputs` and on the board. */
  async command(ctx: HttpContext) {
    const { value, reason: why } = await ctx.request.validateUsing(commandValidator)
    const result = await commandOutput({ output: ctx.params.code, value, why, by: actorOf(ctx) })
    if (result.ok) return ctx.response.status(202).send({ data: { ...result.value, value } })
    const missing = result.error.some(({ code }) => code === 'telemetry.no_such_output')
    return missing ? refuse(ctx, 404, 'E_NOT_FOUND', result.error) : refuse(ctx, 503, 'E_UNAVAILABLE', result.error)
  }
}
