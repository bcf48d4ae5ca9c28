import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { recordAudit } from '#app/audit/index'
import { actorOf } from '#app/identity/index'
import { clock } from '#app/kernel/clock'
import { explain, refuse } from '#app/kernel/http/refuse'
import { reason, type Reason } from '#app/kernel/reason'
import { transact } from '#app/kernel/transaction'
import { revokeCertificate } from '#modules/personnel/actions/revoke_certificate'
import { saveCertificate } from '#modules/personnel/actions/save_certificate'
import { saveTraining } from '#modules/personnel/actions/save_training'
import { day } from '#modules/personnel/definitions/day'
import { listCertificates, listTrainings } from '#modules/personnel/queries/find_person_file'
import { trainingState } from '#modules/personnel/queries/kpis'
import { findPerson } from '#modules/personnel/queries/qualification'
import { register } from '#modules/personnel/access/register'

const filterValidator = vine.create({
  person: vine.string().maxLength(40).optional(),
  cursor: vine.string().maxLength(40).optional(),
  limit: vine.number().withoutDecimals().range([1, 200]).optional(),
})
const gapsValidator = vine.create({ area: vine.string().maxLength(40).optional() })
const trainingValidator = vine.create({
  person: vine.string().maxLength(40),
  course: vine.string().maxLength(40),
  score: vine.number().range([0, 100]),
  taken_on: day(),
  valid_to: day().optional(),
  hours: vine.number().range([0, 1000]).optional(),
  evidence_id: vine.string().maxLength(40).optional(),
})
const certificateValidator = vine.create({
  person: vine.string().maxLength(40),
  type: vine.string().maxLength(40),
  number: vine.string().trim().minLength(1).maxLength(40),
  valid_from: day(),
  valid_to: day(),
  review_due_on: day().optional(),
  scan_id: vine.string().maxLength(40).optional(),
})
const revokeValidator = vine.create({ cause: vine.string().trim().minLength(2).maxLength(200) })

/** What people have learnt and what they hold. */
export default class RecordsController {
  static input = {
    trainings: { query: filterValidator },
    gaps: { query: gapsValidator },
    storeTraining: { body: trainingValidator },
    certificates: { query: filterValidator },
    storeCertificate: { body: certificateValidator },
    revoke: { body: revokeValidator },
  }

  async trainings(ctx: HttpContext) {
    return this.#page(ctx, listTrainings)
  }

  async certificates(ctx: HttpContext) {
    return this.#page(ctx, listCertificates)
  }

  /** Who lacks which course at the place of work: the names behind the coverage figure. */
  async gaps(ctx: HttpContext) {
    const { area = null } = await ctx.request.validateUsing(gapsValidator, { data: ctx.request.qs() })
    const state = await trainingState(clock.now(), area)
    const data = state
      .filter(({ lacking }) => lacking.length > 0)
      .map(({ person, lacking }) => ({ person: person.code, name: person.name, name_en: person.nameEn, area: person.areaCode, lacking }))
    return { data, next_cursor: null, required: state.length }
  }

  async storeTraining(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(trainingValidator)
    const { reference } = await register.fresh()
    const person = await findPerson({ code: input.person })
    const faults: Reason[] = []
    if (!person) faults.push(reason('personnel.person_unknown', { name: input.person }))
    if (!reference.courses.has(input.course)) faults.push(reason('personnel.no_such_course', { course: input.course }))
    if (!person || faults.length > 0) return refuse(ctx, 422, 'E_INVALID', faults)
    const by = actorOf(ctx)
    await transact(async (tx) => {
      const { accountId } = person
      const { course, score, taken_on: takenOn, valid_to: validTo, hours, evidence_id: evidenceId } = input
      const id = await saveTraining(tx, { accountId, course, score, takenOn, validTo, hours, evidenceId, recordedBy: by.name })
      const details = { person: input.person, course, score, taken_on: takenOn }
      await recordAudit(tx, { by, action: 'personnel.training_recorded', subject: { type: 'training', id }, details })
    })
    const [data] = await listTrainings({ accountId: person.accountId, limit: 1 })
    return ctx.response.created({ data })
  }

  async storeCertificate(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(certificateValidator)
    const { reference } = await register.fresh()
    const person = await findPerson({ code: input.person })
    const faults: Reason[] = []
    if (!person) faults.push(reason('personnel.person_unknown', { name: input.person }))
    if (!reference.certificateTypes.has(input.type)) faults.push(reason('personnel.no_such_certificate_type', { type: input.type }))
    if (input.valid_from > input.valid_to) faults.push(reason('personnel.ends_before_it_begins'))
    if (!person || faults.length > 0) return refuse(ctx, 422, 'E_INVALID', faults)
    const by = actorOf(ctx)
    await transact(async (tx) => {
      const id = await saveCertificate(tx, {
        accountId: person.accountId,
        type: input.type,
        number: input.number,
        validFrom: input.valid_from,
        validTo: input.valid_to,
        reviewDueOn: input.review_due_on,
        scanId: input.scan_id,
      })
      await recordAudit(tx, { by, action: 'personnel.certificate_recorded', subject: { type: 'certificate', id }, details: { ...input } })
    })
    const [data] = await listCertificates({ accountId: person.accountId, limit: 1 })
    return ctx.response.created({ data })
  }

  async revoke(ctx: HttpContext) {
    const { cause } = await ctx.request.validateUsing(revokeValidator)
    const result = await revokeCertificate({ id: ctx.params.id, cause, by: actorOf(ctx) })
    if (result.ok) return { data: { id: ctx.params.id } }
    const isAbsent = result.error.some(({ code }) => code === 'personnel.no_such_certificate')
    return isAbsent ? refuse(ctx, 404, 'E_NOT_FOUND', result.error) : refuse(ctx, 409, 'E_REFUSED', result.error)
  }

  /** Pick-lists: what there is to be learnt and held, and for whom people work. */
  async courses() {
    return named((await register.fresh()).reference.courses)
  }

  async certificateTypes() {
    return named((await register.fresh()).reference.certificateTypes)
  }

  async companies() {
    return named((await register.fresh()).reference.companies)
  }

  async #page(ctx: HttpContext, list: typeof listTrainings | typeof listCertificates) {
    const { person: code, cursor, limit = 100 } = await ctx.request.validateUsing(filterValidator, { data: ctx.request.qs() })
    const person = code ? await findPerson({ code }) : null
    if (code && !person) return { data: [], next_cursor: null }
    const data = await list({ accountId: person?.accountId, before: cursor, limit })
    return { data, next_cursor: data.length === limit ? data.at(-1)!.id : null }
  }

  async certificateCommands(ctx: HttpContext) {
    const reasons = ctx.principal.permissions.has('people.write') ? [] : [reason('identity.not_allowed', { permission: 'people.write' })]
    return { data: [{ command: 'revoke', reasons: reasons.map((why) => explain(ctx.i18n, why)) }] }
  }
}

const named = (list: Map<string, { code: string; name: string; nameEn: string }>) => ({
  data: [...list.values()].map(({ code, name, nameEn }) => ({ code, name, name_en: nameEn })),
  next_cursor: null,
})
