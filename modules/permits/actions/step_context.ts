import type { Reason } from '#app/kernel/reason'
import type { Tx } from '#app/kernel/transaction'
import type { Caller } from '#modules/permits/caller'
import type { CommandInput, PermitFacts } from '#modules/permits/facts'
import type { PermitFile } from '#modules/permits/permit_file'

export interface StepContext {
  tx: Tx
  file: PermitFile
  facts: PermitFacts
  caller: Caller
  input: CommandInput
  cause: { reason: Reason; alarmId: string | null; guardianLeft?: boolean } | null
  signatureId: string | null
}
