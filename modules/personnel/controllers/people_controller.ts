import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { explain, refuse } from '#app/kernel/http/refuse'
import { reason, type Reason } from '#app/kernel/reason'
import { changePerson, registerPerson } from '#modules/personnel/actions/register_person'
import type { PersonInput } from '#modules/personnel/actions/save_person'
import { presentPerson } from '#modules/personnel/controllers/present'
import { personFields } from '#modules/personnel/definitions/people'
import { register } from '#modules/personnel/access/register'
import { listCertificates, listTrainings } from '#modules/personnel/queries/find_person_file'
import { listDecisions } from '#modules/personnel/queries/list_decisions'
import { findPerson } from '#modules/personnel/queries/qualification'
import { whereAdmitted } from '#modules/personnel/queries/where_admitted'
import { whoIsInside } from '#modules/personnel/queries/who_is_inside'

const filterValidator = vine.create({
  search: vine.string().trim().maxLength(40).optional(),
  area: vine.string().maxLength(40).optional(),
  company: vine.string().maxLength(40).optional(),
  kind: vine.enum(['employee', 'contractor'] as const).optional(),
  cursor: vine.string().maxLength(40).optional(),
  limit: vine.number().withoutDecimals().range([1, 500]).optional(),
})
const fields = { ...personFields, photo_id: vine.string().maxLength(40).nullable().optional() }
const personValidator = vine.create(fields)
const { code: _code, name, kind, ...optional } = fields
const changesValidator = vine.create({ ...optional, name: name.clone().optional(), kind: kind.clone().optional() })
const FILE_LIMIT = 200
const LAST_PASSAGES = 20

export default class PeopleController {
  static input = { index: { query: filterValidator }, store: { body: personValidator }, update: { body: changesValidator } }

  async index(ctx: HttpContext) {
    const filter = await ctx.request.validateUsing(filterValidator, { data: ctx.request.qs() })
    const limit = filter.limit ?? 100
    const current = await register.fresh()
    const wanted = filter.search?.toLowerCase()
    const found = current
      .all()
      .filter((person) => !filter.kind || person.kind === filter.kind)
      .filter((person) => !filter.company || person.company?.code === filter.company)
      .filter((person) => !filter.area || current.places.areas.get(person.areaCode ?? '')?.within.includes(filter.area))
      .filter((person) => !wanted || `${person.code} ${person.name} ${person.nameEn ?? ''}`.toLowerCase().includes(wanted))
      .filter((person) => !filter.cursor || person.code > filter.cursor)
    const page = found.slice(0, limit)
    return { data: page.map(presentPerson), next_cursor: found.length > limit ? page.at(-1)!.code : null }
  }

  /** The whole file: training, certificates, passages, where the person is now. */
  async show(ctx: HttpContext) {
    const person = await findPerson({ code: ctx.params.code })
    if (!person) return refuse(ctx, 404, 'E_NOT_FOUND', [])
    const { accountId } = person
    const inside = (await whoIsInside(null)).people.filter((one) => one.accountId === accountId)
    return {
      data: {
        ...presentPerson(person),
        trainings: await listTrainings({ accountId, limit: FILE_LIMIT }),
        certificates: await listCertificates({ accountId, limit: FILE_LIMIT }),
        inside: inside.map(({ areaCode, since, gateCode }) => ({ area: areaCode, since, gate: gateCode })),
        passages: await listDecisions({ accountId, limit: LAST_PASSAGES }),
      },
    }
  }

  async store(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(personValidator)
    const result = await registerPerson(inputOf(input) as PersonInput, actorOf(ctx))
    if (!result.ok) return refuse(ctx, 422, 'E_INVALID', result.error)
    return ctx.response.created({ data: presentPerson((await findPerson({ code: input.code }))!) })
  }

  async update(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(changesValidator)
    if (!(await findPerson({ code: ctx.params.code }))) return refuse(ctx, 404, 'E_NOT_FOUND', [])
    const result = await changePerson(ctx.params.code, inputOf(input), actorOf(ctx))
    if (!result.ok) return refuse(ctx, 422, 'E_INVALID', result.error)
    return { data: presentPerson((await findPerson({ code: ctx.params.code }))!) }
  }

  /** Where this person may enter now, and why not elsewhere. */
  async access(ctx: HttpContext) {
    if (!(await findPerson({ code: ctx.params.code }))) return refuse(ctx, 404, 'E_NOT_FOUND', [])
    const data = (await whereAdmitted(ctx.params.code)).map((one) => ({
      gate: one.gateCode,
      area: one.areaCode,
      decision: one.decision,
      reasons: one.reasons.map((why) => ({ ...explain(ctx.i18n, why), since: why.since })),
      valid_until: one.validUntil,
    }))
    return { data, next_cursor: null }
  }

  async commands(ctx: HttpContext) {
    const person = await findPerson({ code: ctx.params.code })
    if (!person) return refuse(ctx, 404, 'E_NOT_FOUND', [])
    const mayWrite = ctx.principal.permissions.has('people.write')
    const reasons: Reason[] = mayWrite ? [] : [reason('identity.not_allowed', { permission: 'people.write' })]
    return { data: [{ command: 'update', reasons: reasons.map((why) => explain(ctx.i18n, why)) }] }
  }
}

/** From the names of the API to those of the action; what is not there stays away. */
function inputOf(body: Record<string, any>): Partial<PersonInput> {
  const { name_en, medical_valid_to, blacklisted_on, blacklist_cause, photo_id, roles, ...same } = body
  const renamed = {
    nameEn: name_en,
    medicalValidTo: medical_valid_to,
    blacklistedOn: blacklisted_on,
    blacklistCause: blacklist_cause,
    photoId: photo_id,
    roles: roles?.map((one: { role: string; area?: string | null }) => ({ code: one.role, areaCode: one.area ?? null })),
  }
  return Object.fromEntries(Object.entries({ ...same, ...renamed }).filter(([, value]) => value !== undefined))
}
