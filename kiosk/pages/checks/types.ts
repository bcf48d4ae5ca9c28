import type { CheckState } from '#modules/telemetry/checks'
import type { presentChecks } from '#modules/telemetry/queries/due_checks'

export type CheckRow = Awaited<ReturnType<typeof presentChecks>>[number]
export type { CheckKind, PastCheck, TestGas } from '#modules/telemetry/checks'

/** Gravest first. */
export const STATES: CheckState[] = ['failed', 'overdue', 'soon', 'never', 'good']
/** What a detector in one of these says is not to be trusted. */
export const UNTRUSTED: CheckState[] = ['failed', 'overdue']
