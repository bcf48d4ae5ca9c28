import type { Instant } from '#app/kernel/clock'

/** Whether a permit is in force that lets this person into this area at this instant. */
export type PermitSource = (accountId: string, areaCode: string, at: Instant) => Promise<boolean> | boolean

let source: PermitSource | null = null

/** The room that knows about permits says so here; areas that ask for one let nobody in until it does. */
export function registerPermitSource(replacement: PermitSource): void {
  source = replacement
}

/** Null: nobody can tell. */
export async function permitInForce(accountId: string, areaCode: string, at: Instant): Promise<boolean | null> {
  return source ? source(accountId, areaCode, at) : null
}
