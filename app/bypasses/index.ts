export { registerBypassKind, registerBypassSource, type Bypass, type BypassSubject } from '#app/bypasses/bypass'
export { overruleBypass } from '#app/bypasses/actions/end_bypass'
export { activeBypasses } from '#app/bypasses/queries/active_bypasses'
export { listBypasses, isOverdue } from '#app/bypasses/queries/list_bypasses'
