export { type Actor, systemActor } from '#app/audit/actor'
export { type AuditEntry } from '#app/audit/chain'
export { type AuditInput, recordAudit } from '#app/audit/actions/record_audit'
export { verifyAudit, type AuditVerdict } from '#app/audit/queries/verify_audit'
