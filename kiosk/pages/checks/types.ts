import type { checkHistory } from '#modules/telemetry/queries/check_history'
import type { CheckState, presentChecks } from '#modules/telemetry/queries/due_checks'

export type CheckRow = Awaited<ReturnType<typeof presentChecks>>[number]
export type PastCheck = Awaited<ReturnType<typeof checkHistory>>[number]
export type { CheckKind, CheckState } from '#modules/telemetry/queries/due_checks'
export type { TestGas } from '#modules/telemetry/test_gases'

/** Gravest first. */
export const STATES: CheckState[] = ['failed', 'overdue', 'soon', 'never', 'good']
/** What a detector in one of these says is not to be trusted. */
export const UNTRUSTED: CheckState[] = ['failed', 'overdue']
