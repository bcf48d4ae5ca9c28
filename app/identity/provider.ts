import type { Room } from '#app/kernel/room'

export const room: Room = {
  name: 'identity',
}
