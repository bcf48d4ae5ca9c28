import { DateTime } from 'luxon'
import { recordAudit } from '#app/audit/index'
import { findAccount } from '#app/identity/index'
import { newId } from '#app/kernel/ids'
import { reason, type Reason } from '#app/kernel/reason'
import { err, ok, type Result } from '#app/kernel/result'
import { transact, type Tx } from '#app/kernel/transaction'
import { findArea, plantTimeZone } from '#app/plant/index'
import { findPerson } from '#modules/personnel/index'
import type { Caller } from '#modules/permits/caller'
import type { PinnedLevel } from '#modules/permits/level'
import { currentLevels } from '#modules/permits/queries/find_levels'
import { loadFile } from '#modules/permits/queries/load_file'
import type { PermitRow } from '#modules/permits/rows'

export interface DraftInput {
  level: string
  area: string
  place?: string
  content?: string
  method?: string
  equipment?: string | null
  startAt: number
  endAt: number
  /** Personnel codes. */
  workers?: { person: string; trade?: string }[]
  guardian?: string | null
}

type Crew = { workers: { account_id: string; trade: string }[]; guardianId: string | null }

/** Begins an application. Whether it is complete is asked when it is handed in; here only what it names must exist. */
export async function createDraft(input: DraftInput, caller: Caller): Promise<Result<string, Reason[]>> {
  return transact(async (tx) => {
    const applicant = caller.person!.id
    const checked = await check(input, applicant)
    if (!checked.ok) return checked
    const { level, crew } = checked.value
    const id = newId()
    const fields = { ...textFields(input), area_code: input.area, start_at: input.startAt, end_at: input.endAt, guardian_id: crew.guardianId }
    await tx.db.table('permits').insert({
      id,
      code: await nextCode(tx),
      type: 'hot_work',
      state: 'draft',
      transition_seq: 0,
      level_code: level.code,
      level_version: level.version,
      applicant_id: applicant,
      created_at: tx.now,
      ...fields,
    })
    await writeWorkers(tx, id, crew)
    await note(tx, caller, id, 'permits.draft_created', { ...fields, level: level.code })
    return ok(id)
  })
}

/** Changes an application that was not handed in. Another level brings its own list: confirmations that it lacks are dropped. */
export async function changeDraft(id: string, changes: Partial<DraftInput>, caller: Caller): Promise<Result<string, Reason[]>> {
  return transact(async (tx) => {
    const file = await loadFile(id, tx.db)
    if (!file) return err([reason('permits.no_such_permit')])
    const reasons: Reason[] = []
    if (file.permit.state !== 'draft') reasons.push(reason('permits.no_longer_a_draft'))
    if (file.permit.applicant_id !== caller.person?.id) reasons.push(reason('permits.only_applicant'))
    if (reasons.length > 0) return err(reasons)

    const { permit, workers } = file
    const input: DraftInput = {
      level: permit.level_code,
      area: permit.area_code,
      place: permit.place,
      content: permit.content,
      method: permit.method,
      equipment: permit.equipment_code,
      startAt: permit.start_at,
      endAt: permit.end_at,
      ...changes,
    }
    const checked = await check(input, permit.applicant_id)
    if (!checked.ok) return checked
    const { level, crew } = checked.value
    const fields = {
      ...textFields(input),
      area_code: input.area,
      start_at: input.startAt,
      end_at: input.endAt,
      level_code: level.code,
      level_version: level.version,
      ...('guardian' in changes ? { guardian_id: crew.guardianId } : {}),
    }
    if (changes.workers) {
      if (workers.length > 0) await tx.db.from('permit_workers').where('permit_id', id).delete()
      if ('guardian' in changes) await tx.db.from('permits').where('id', id).update({ guardian_id: null })
      await writeWorkers(tx, id, crew)
    }
    await tx.db.from('permits').where('id', id).update(fields)
    const kept = level.measures.map((measure) => measure.id)
    await tx.db.from('permit_measures').where('permit_id', id).whereNotIn('measure_id', kept).delete()
    await note(tx, caller, id, 'permits.draft_changed', { fields: Object.keys(changes) })
    return ok(id)
  })
}

async function check(input: DraftInput, applicantId: string): Promise<Result<{ level: PinnedLevel; crew: Crew }, Reason[]>> {
  const level = (await currentLevels()).find(({ code, active }) => code === input.level && active)
  const area = await findArea(input.area)
  const reasons: Reason[] = []
  if (!level) reasons.push(reason('permits.no_such_level', { code: input.level }))
  if (!area?.active) reasons.push(reason('permits.no_such_area'))
  if (input.endAt <= input.startAt) reasons.push(reason('permits.window_backwards'))
  const crew: Crew = { workers: [], guardianId: null }
  for (const { person: code, trade = level?.trades[0]?.id ?? '' } of input.workers ?? []) {
    const person = await findPerson({ code })
    if (!person?.active) reasons.push(reason('permits.no_such_person', { code }))
    else if (level && !level.trades.some(({ id }) => id === trade)) reasons.push(reason('permits.no_such_trade', { trade }))
    else if (!crew.workers.some(({ account_id }) => account_id === person.accountId)) crew.workers.push({ account_id: person.accountId, trade })
  }
  if (input.guardian) {
    const guardian = await findAccount({ code: input.guardian })
    if (!guardian?.active) reasons.push(reason('permits.no_such_person', { code: input.guardian }))
    else if (guardian.id === applicantId) reasons.push(reason('permits.guardian_is_applicant', { name: guardian.name, name_en: guardian.nameEn ?? guardian.name }))
    else if (crew.workers.some(({ account_id }) => account_id === guardian.id))
      reasons.push(reason('permits.guardian_is_worker', { name: guardian.name, name_en: guardian.nameEn ?? guardian.name }))
    else crew.guardianId = guardian.id
  }
  return reasons.length > 0 || !level ? err(reasons) : ok({ level, crew })
}

const textFields = ({ place, content, method, equipment }: DraftInput): Pick<PermitRow, 'place' | 'content' | 'method' | 'equipment_code'> => {
  return { place: place?.trim() ?? '', content: content?.trim() ?? '', method: method?.trim() ?? '', equipment_code: equipment ?? null }
}

async function writeWorkers(tx: Tx, permitId: string, { workers }: Crew): Promise<void> {
  if (workers.length > 0) await tx.db.table('permit_workers').multiInsert(workers.map((worker) => ({ permit_id: permitId, ...worker })))
}

/** `DH-20260302-003`: hot work, plant day, the how-manieth of that day. */
async function nextCode(tx: Tx): Promise<string> {
  const prefix = `DH-${DateTime.fromMillis(tx.now, { zone: plantTimeZone() }).toFormat('yyyyLLdd')}-`
  const newest = await tx.db.from('permits').whereLike('code', `${prefix}%`).orderByRaw('LENGTH(code) DESC, code DESC').select('code').first()
  const number = newest ? Number(String(newest.code).slice(prefix.length)) + 1 : 1
  return `${prefix}${String(number).padStart(3, '0')}`
}

async function note(tx: Tx, caller: Caller, id: string, action: string, details: Record<string, unknown>): Promise<void> {
  await recordAudit(tx, { by: caller.actor, action, subject: { type: 'permit', id }, details })
}
