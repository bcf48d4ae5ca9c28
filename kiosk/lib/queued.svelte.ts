/** How much this device keeps that the server has not confirmed: small enough for every page, the rest comes when it is needed. */
export const queued = $state({ count: 0 })
