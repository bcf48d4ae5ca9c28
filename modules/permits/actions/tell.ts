import { type Notice, notify } from '#app/notifications/index'
import { areaWithParents } from '#app/plant/index'
import type { StepContext } from '#modules/permits/actions/step_context'
import type { PermitCommand } from '#modules/permits/facts'
import type { PermitFile } from '#modules/permits/permit_file'

type To = Notice['to']

/** Who is told of what, in the transaction of the step itself. */
export async function tell(context: StepContext, command: PermitCommand): Promise<void> {
  const { file } = context
  const { permit } = file
  const crew = [permit.guardian_id, permit.applicant_id, ...file.workers.map(({ account_id }) => account_id)].flatMap((id) => id ?? [])
  switch (command) {
    case 'submit':
    case 'assign_guardian':
    case 'decline':
      return tellGuardian(context)
    case 'accept':
    case 'approve':
      return tellApprover(context, command === 'approve' ? 1 : 0)
    case 'issue':
      return say(context, { accounts: crew }, 'issued', 3)
    case 'reject':
      return say(context, { accounts: [permit.applicant_id] }, 'rejected', 2)
    case 'suspend':
      return say(context, { accounts: crew, roles: [{ role: 'safety_department', area: permit.area_code }] }, 'suspended', 1)
    case 'resume':
      return say(context, { accounts: crew }, 'resumed', 3)
    case 'cancel':
      return say(context, { accounts: crew }, 'cancelled', 1)
    case 'expire':
      return say(context, { accounts: crew }, permit.started_at === null ? 'expired' : 'expired_at_work', permit.started_at === null ? 3 : 1)
    case 'finish':
      return say(context, { accounts: [permit.applicant_id], roles: await approverRoles(file) }, 'finished', 3)
    default:
      return
  }
}

/** The newly asked guardian; where nobody is left to ask, the applicant. */
async function tellGuardian(context: StepContext): Promise<void> {
  const { tx, file } = context
  const { guardian_id } = await tx.db.from('permits').where('id', file.permit.id).select('guardian_id').firstOrFail()
  if (guardian_id) await say(context, { accounts: [guardian_id] }, 'guard_asked', 2)
  else await say(context, { accounts: [file.permit.applicant_id] }, 'guardian_wanted', 2)
}

/** Holders of the role that is due now. `given`: the approval that this step has just given. */
async function tellApprover(context: StepContext, given: number): Promise<void> {
  const due = context.file.approvals.filter(({ decision }) => decision === null)[given]
  if (due) await say(context, { roles: await rolesAlong(context.file, due.role) }, 'approval_asked', 2)
}

const approverRoles = (file: PermitFile) => rolesAlong(file, file.approvals[0]!.role)

/** A role may be held in the area, in its workshop, or everywhere. */
async function rolesAlong(file: PermitFile, role: string): Promise<{ role: string; area: string }[]> {
  return (await areaWithParents(file.permit.area_code)).map(({ code }) => ({ role, area: code }))
}

async function say({ tx, file, facts }: StepContext, to: To, name: string, priority: Notice['priority']): Promise<void> {
  const { permit, level } = file
  await notify(tx, {
    to,
    message: {
      key: `permits.notices.${name}`,
      params: { code: permit.code, level: level.name, level_en: level.name_en, area: facts.area.name, area_en: facts.area.name_en, place: permit.place },
    },
    priority,
    link: `/permits/${permit.id}`,
    cause: `permit:${permit.id}:${permit.transition_seq + 1}`,
  })
}
