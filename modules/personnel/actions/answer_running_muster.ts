import { reason, type Reason } from '#app/kernel/reason'
import { err, type Result } from '#app/kernel/result'
import { replyToMuster, type ReplyInput } from '#modules/personnel/actions/reply_to_muster'
import { runningMuster } from '#modules/personnel/queries/list_musters'

/** What somebody answers elsewhere counts in the area's running count as well. */
export async function answerRunningMuster({ areaCode, ...input }: Omit<ReplyInput, 'musterId'> & { areaCode: string }): Promise<Result<true, Reason[]>> {
  const muster = await runningMuster([areaCode])
  return muster ? replyToMuster({ musterId: muster.id, ...input }) : err([reason('personnel.no_such_muster')])
}
