import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { refuse } from '#app/kernel/http/refuse'
import { commandOutput } from '#modules/telemetry/actions/command_output'
import { outputJson } from '#modules/telemetry/controllers/json'
import { engineLink } from '#modules/telemetry/engine_link'
import { listOutputs } from '#modules/telemetry/queries/list_outputs'

const commandValidator = vine.create({ value: vine.boolean(), reason: vine.string().trim().minLength(3).maxLength(500) })

export default class OutputsController {
  static input = { command: { body: commandValidator } }

  async index() {
    const rows = await listOutputs()
    return { data: rows.map((row) => outputJson(row, engineLink.output(row.code))), next_cursor: null }
  }

  async command(ctx: HttpContext) {
    const { value, reason: why } = await ctx.request.validateUsing(commandValidator)
    const result = await commandOutput({ output: ctx.params.code, value, why, by: actorOf(ctx) })
    return result.ok ? ctx.response.accepted({ data: result.value }) : refuse(ctx, 409, 'E_REFUSED', result.error)
  }
}
