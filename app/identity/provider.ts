import type { Room } from '#app/kernel/room'
import { registerIdentityDefinitions } from '#app/identity/definitions'

export const room: Room = {
  name: 'identity',
  register() {
    registerIdentityDefinitions()
  },
}
