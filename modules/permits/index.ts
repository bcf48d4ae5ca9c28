export { type ActivePermit, activePermits, permitsAt } from '#modules/permits/queries/active_permits'
