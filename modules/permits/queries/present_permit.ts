import type { HttpContext } from '@adonisjs/core/http'
import { findAttachments } from '#app/attachments/index'
import { contentHash, listAccounts } from '#app/identity/index'
import { clock } from '#app/kernel/clock'
import { explain, type ExplainedReason } from '#app/kernel/http/refuse'
import { settingValue } from '#app/kernel/settings'
import { areaLabel } from '#app/plant/index'
import { findPerson } from '#modules/personnel/index'
import { gasVerdict } from '#modules/permits/gas'
import { nextApproval, signedContent, type PermitFile } from '#modules/permits/permit_file'
import { standingBlocks } from '#modules/permits/queries/find_blocks'
import { currentLevels } from '#modules/permits/queries/find_levels'
import { liveGas } from '#modules/permits/queries/live_gas'
import { listTransitions } from '#modules/permits/queries/load_file'
import { suspendCause, type PermitRow } from '#modules/permits/rows'
import { gasTestValid } from '#modules/permits/settings'

type I18n = HttpContext['i18n']

/** Somebody as others see them on a permit. */
async function face(accountId: string | null) {
  const person = accountId ? await findPerson({ accountId }) : null
  return person && { code: person.code, name: person.name, name_en: person.nameEn ?? person.name, company: person.company?.name ?? null, phone: person.phone }
}

/** One line of a list. */
export async function presentRow(permit: PermitRow, i18n: I18n) {
  const area = await areaLabel(permit.area_code)
  const level = (await currentLevels()).find(({ code }) => code === permit.level_code)
  const cause = suspendCause(permit)
  return {
    id: permit.id,
    code: permit.code,
    type: permit.type,
    state: permit.state,
    level: { code: permit.level_code, version: permit.level_version, name: level?.name ?? permit.level_code, name_en: level?.name_en ?? permit.level_code },
    area: { code: permit.area_code, name: area.name, name_en: area.nameEn },
    place: permit.place,
    content: permit.content,
    start_at: permit.start_at,
    end_at: permit.end_at,
    applicant: await face(permit.applicant_id),
    guardian: await face(permit.guardian_id),
    suspend_cause: cause && explain(i18n, cause),
  }
}

/** Everything that an approver, a guardian or a worker has to see of a permit. */
export async function presentFile(file: PermitFile, i18n: I18n) {
  const { permit, level } = file
  const transitions = await listTransitions(permit.id)
  const actors = await listAccounts([...new Set(transitions.flatMap(({ by_account }) => by_account ?? []))])
  const english = new Map(actors.map(({ id, nameEn }) => [id, nameEn]))
  return {
    ...(await presentRow(permit, i18n)),
    method: permit.method,
    equipment: permit.equipment_code,
    level,
    created_at: permit.created_at,
    submitted_at: permit.submitted_at,
    guardian_due_at: permit.guardian_due_at,
    guardian_accepted_at: permit.guardian_accepted_at,
    issued_at: permit.issued_at,
    started_at: permit.started_at,
    suspended_at: permit.suspended_at,
    finished_at: permit.finished_at,
    watch_until: permit.finished_at === null ? null : permit.finished_at + level.watch_min * 60_000,
    closed_at: permit.closed_at,
    end_comment: permit.end_comment,
    content_hash: contentHash(signedContent(file)),
    workers: await Promise.all(file.workers.map(async ({ account_id, trade }) => ({ ...(await face(account_id)), trade }))),
    measures: await presentMeasures(file),
    approvals: await Promise.all(
      file.approvals.map(async ({ seq, role, due_at, decision, comment, decided_at, account_id }) => {
        return { seq, role, due_at, decision, comment, decided_at, by: await face(account_id), due: nextApproval(file)?.seq === seq }
      })
    ),
    gas: await presentGas(file, i18n),
    blocks: (await standingBlocks(permit.area_code)).map(({ cause_type, cause_id, area_code, since, detail }) => {
      return { cause_type, cause_id, area: area_code, since, detail: JSON.parse(detail) }
    }),
    history: transitions.map(({ seq, command, from_state, to_state, at, by_account, by_name, device, signature_id, details }) => {
      const by_en = english.get(by_account ?? '') ?? null
      return { seq, command, from: from_state, to: to_state, at, by: by_name, by_en, device, signed: signature_id !== null, details: JSON.parse(details) }
    }),
  }
}

/** Each measure with its confirmation, and the photo with what proves it: hash, server time, place. */
async function presentMeasures(file: PermitFile) {
  const photos = await findAttachments(file.measures.flatMap(({ attachment_id }) => attachment_id ?? []))
  return Promise.all(
    file.level.measures.map(async (measure) => {
      const found = file.measures.find(({ measure_id }) => measure_id === measure.id)
      const shown = photos.find(({ id }) => id === found?.attachment_id)
      return {
        ...measure,
        outcome: found?.outcome ?? null,
        reason: found?.reason ?? null,
        attachment_id: found?.attachment_id ?? null,
        photo_proof: shown ? { sha256: shown.sha256, uploaded_at: shown.uploadedAt, camera_at: shown.cameraAt, position: shown.position } : null,
        confirmed_by: await face(found?.confirmed_by ?? null),
        confirmed_at: found?.confirmed_at ?? null,
      }
    })
  )
}

async function presentGas(file: PermitFile, i18n: I18n) {
  const { permit, level } = file
  const working = permit.state === 'started'
  const validMin = working ? level.retest_min : await settingValue(gasTestValid)
  const since = permit.state === 'suspended' ? permit.suspended_at : null
  const verdict = gasVerdict(level, file.gasTests, { now: clock.now(), validMin, since })
  const reasons: ExplainedReason[] = verdict.reasons.map((why) => explain(i18n, why))
  return {
    in_force: reasons.length === 0,
    valid_min: validMin,
    valid_until: verdict.validUntil,
    reasons,
    tests: await Promise.all(
      file.gasTests.map(async ({ id, position, readings, within_limits, instrument, calibrated_on, tester_id, tested_at }) => {
        return { id, position, readings: JSON.parse(readings), within_limits: Boolean(within_limits), instrument, calibrated_on, tester: await face(tester_id), tested_at }
      })
    ),
    live: (await liveGas(permit.area_code)).map(({ code, name, nameEn, kind, unit, value, quality, ts, limits }) => {
      return { code, name, name_en: nameEn, kind, unit, value, quality, ts, limits }
    }),
  }
}
