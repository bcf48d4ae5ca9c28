import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { reason, type Reason } from '#app/kernel/reason'
import { explain, refuse } from '#app/kernel/http/refuse'
import { confirmMeasure } from '#modules/permits/actions/confirm_measure'
import { notePrint } from '#modules/permits/actions/note_print'
import { recordGasTest } from '#modules/permits/actions/record_gas_test'
import { callerOf } from '#modules/permits/caller'
import { refuseCommand } from '#modules/permits/controllers/permits_controller'
import { listCrew } from '#modules/permits/queries/list_crew'
import { currentLevels, levelRequired } from '#modules/permits/queries/find_levels'
import { loadFile } from '#modules/permits/queries/load_file'
import { presentFile } from '#modules/permits/queries/present_permit'
import { SAMPLE_POSITIONS } from '#modules/permits/rows'
import { findArea } from '#app/plant/index'

const measureValidator = vine.create({
  outcome: vine.enum(['done', 'not_applicable'] as const),
  reason: vine.string().maxLength(300).nullable().optional(),
  attachment_id: vine.string().maxLength(40).nullable().optional(),
})

const gasTestValidator = vine.create({
  position: vine.enum(SAMPLE_POSITIONS),
  readings: vine
    .array(vine.object({ gas: vine.string().maxLength(20), value: vine.number().range([-1000, 1_000_000]), unit: vine.string().maxLength(20) }))
    .minLength(1)
    .maxLength(20),
  instrument: vine.string().minLength(1).maxLength(60),
  calibrated_on: vine.string().regex(/^\d{4}-\d{2}-\d{2}$/),
})

const crewValidator = vine.create({
  level: vine.string().maxLength(20),
  area: vine.string().maxLength(40),
  start_at: vine.number().withoutDecimals(),
  end_at: vine.number().withoutDecimals(),
  search: vine.string().maxLength(40).optional(),
})

const levelsValidator = vine.create({ area: vine.string().maxLength(40).optional() })

/** What is written down along the way: confirmations of measures and gas tests; and the levels that ask for them. */
export default class RecordsController {
  static input = { measure: { body: measureValidator }, gasTest: { body: gasTestValidator }, levels: { query: levelsValidator }, crew: { query: crewValidator } }

  async measure(ctx: HttpContext) {
    const { outcome, reason: why, attachment_id } = await ctx.request.validateUsing(measureValidator)
    const { id, measureId } = ctx.params
    const confirmed = await confirmMeasure(id, measureId, { outcome, reason: why, attachmentId: attachment_id }, callerOf(ctx))
    return confirmed.ok ? this.#answer(ctx) : refuseCommand(ctx, confirmed.error)
  }

  /** Numbers a paper copy, before it is printed. */
  async print(ctx: HttpContext) {
    const noted = await notePrint(ctx.params.id, callerOf(ctx))
    if (!noted.ok) return refuseCommand(ctx, noted.error)
    ctx.response.status(201)
    return { data: noted.value }
  }

  async gasTests(ctx: HttpContext) {
    const file = await loadFile(ctx.params.id)
    if (!file) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('permits.no_such_permit')])
    const { gas } = await presentFile(file, ctx.i18n)
    return { data: gas }
  }

  async gasTest(ctx: HttpContext) {
    const { calibrated_on, ...input } = await ctx.request.validateUsing(gasTestValidator)
    const recorded = await recordGasTest(ctx.params.id, { ...input, calibratedOn: calibrated_on }, callerOf(ctx))
    if (!recorded.ok) return refuseCommand(ctx, recorded.error)
    ctx.response.status(201)
    return this.#answer(ctx)
  }

  /** The levels in use; with an area, which of them it allows at least. */
  async levels(ctx: HttpContext) {
    const { area } = await ctx.request.validateUsing(levelsValidator, { data: ctx.request.qs() })
    const levels = (await currentLevels()).filter(({ active }) => active)
    const required = area ? levelRequired(levels, (await findArea(area))?.gasClass ?? null) : null
    return { data: levels.map((level) => ({ ...level, allowed: required === null || level.rank >= required.rank })) }
  }

  /** Whom one could name as workers and guardian, with what speaks against each. */
  async crew(ctx: HttpContext) {
    const { level: code, area, start_at: from, end_at: to, search } = await ctx.request.validateUsing(crewValidator, { data: ctx.request.qs() })
    const level = (await currentLevels()).find((one) => one.code === code && one.active)
    if (!level) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('permits.no_such_level', { code })])
    const crew = await listCrew(level, { area, from, to, search })
    const spoken = (reasons: Reason[]) => reasons.map((why) => explain(ctx.i18n, why))
    return {
      data: {
        workers: crew.workers.map(({ trades, ...person }) => ({ ...person, trades: trades.map(({ id, reasons }) => ({ id, reasons: spoken(reasons) })) })),
        guardians: crew.guardians.map(({ reasons, ...person }) => ({ ...person, reasons: spoken(reasons) })),
      },
    }
  }

  async #answer(ctx: HttpContext) {
    return { data: await presentFile((await loadFile(ctx.params.id))!, ctx.i18n) }
  }
}
