export { type ActivePermit, activePermits, permitsAt } from '#modules/permits/queries/active_permits'
export { stoppedBy } from '#modules/permits/queries/stopped_by'
