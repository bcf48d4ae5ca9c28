import type { CheckState } from '#modules/telemetry/checks'

export type { CheckKind, DueCheck as CheckRow, PastCheck, TestGas } from '#modules/telemetry/checks'

/** Gravest first. */
export const STATES: CheckState[] = ['failed', 'overdue', 'soon', 'never', 'good']
/** What a detector in one of these says is not to be trusted. */
export const UNTRUSTED: CheckState[] = ['failed', 'overdue']
