import { defineEvent } from '#app/kernel/events'

export const AccountChanged = defineEvent<{ accountId: string }>('identity.account_changed')
export const TokenRevoked = defineEvent<{ tokenId: string }>('identity.token_revoked')
export const DevicePaired = defineEvent<{ deviceId: string; code: string }>('identity.device_paired')
