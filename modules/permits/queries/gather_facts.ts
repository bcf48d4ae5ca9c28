import db from '@adonisjs/lucid/services/db'
import { contentHash, findAccount, holdsRole } from '#app/identity/index'
import type { Instant } from '#app/kernel/clock'
import type { Reason } from '#app/kernel/reason'
import { settingValue } from '#app/kernel/settings'
import type { Tx } from '#app/kernel/transaction'
import { areaWithParents } from '#app/plant/index'
import { findPerson, isQualified } from '#modules/personnel/index'
import type { Caller } from '#modules/permits/caller'
import type { CommandInput, Names, PermitFacts, WorkerFacts } from '#modules/permits/facts'
import { nextApproval, signedContent, type PermitFile } from '#modules/permits/permit_file'
import { contractFaults } from '#modules/permits/queries/contract_faults'
import { standingBlocks } from '#modules/permits/queries/find_blocks'
import { currentLevels, levelRequired } from '#modules/permits/queries/find_levels'
import { guardianFacts } from '#modules/permits/queries/guardian_facts'
import { proofOfPlace, scannedPermit } from '#modules/permits/queries/read_scans'
import { applicantMayWork, applyAhead, gasTestValid } from '#modules/permits/settings'

export interface Question {
  file: PermitFile
  caller: Caller
  now: Instant
  input: CommandInput | null
  pin: Reason[]
}

/** Collects what the guards look at. Inside a transaction the permit's own rows come from it. */
export async function gatherFacts({ file, caller, now, input, pin }: Question, client: Pick<Tx['db'], 'from'> = db): Promise<PermitFacts> {
  const { permit, level } = file
  const line = await areaWithParents(permit.area_code)
  const area = line[0]
  const levels = await currentLevels()
  const due = nextApproval(file)
  const lineCodes = line.map(({ code }) => code)
  return {
    ...file,
    now,
    state: permit.state,
    caller: {
      accountId: caller.person?.id ?? null,
      system: caller.system,
      permissions: caller.permissions,
      holdsNextRole: due !== null && caller.person !== null && lineCodes.some((code) => holdsRole(caller.person!, due.role, code)),
    },
    workerFacts: await Promise.all(file.workers.map((worker) => workerFacts(file, worker, now))),
    guardian: await guardianFacts(file, input?.guardianId ?? permit.guardian_id, now, lineCodes, client),
    area: {
      known: area !== undefined && area.active,
      required: levelRequired(levels, area?.gasClass ?? null),
      name: area?.name ?? permit.area_code,
      name_en: area?.nameEn ?? permit.area_code,
    },
    levelInUse: levels.some(({ code, active }) => code === level.code && active),
    blocks: await standingBlocks(permit.area_code, client),
    limits: {
      gasTestValidMin: await settingValue(gasTestValid, client),
      applyAheadDays: await settingValue(applyAhead, client),
      applicantMayWork: await settingValue(applicantMayWork, client),
    },
    contentHash: contentHash(signedContent(file)),
    input,
    pin,
    token: input?.token ? await scannedPermit(input.token, { now, areaCode: permit.area_code, permitId: permit.id }, client) : [],
    placeProof: await proofOfPlace(caller.device, input?.place ?? null, permit.area_code),
  }
}

async function workerFacts({ permit, level }: PermitFile, worker: PermitFile['workers'][number], now: Instant): Promise<WorkerFacts> {
  const trade = level.trades.find(({ id }) => id === worker.trade) ?? level.trades[0]!
  const needs = { certificateTypes: trade.certificates, courses: trade.courses }
  const unmet = await isQualified(worker.account_id, needs, Math.max(now, permit.start_at), Math.max(now, permit.end_at))
  const names = await namesOf(worker.account_id)
  const contract = await contractFaults(worker.account_id, Math.max(now, permit.end_at), names)
  return { accountId: worker.account_id, trade: worker.trade, unmet: [...contract, ...unmet], ...names }
}

/** A person's names in both languages, for reasons and notices. */
export async function namesOf(accountId: string): Promise<Names> {
  const known = (await findPerson({ accountId })) ?? (await findAccount({ id: accountId }))
  return { name: known?.name ?? '?', name_en: known?.nameEn ?? known?.name ?? '?' }
}
