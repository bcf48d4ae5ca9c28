import { mkdir } from 'node:fs/promises'
import { dataPath } from '#config/data'
import type { Room } from '#app/kernel/room'
import '#app/attachments/settings'

export const room: Room = {
  name: 'attachments',
  async ready() {
    await mkdir(dataPath('attachments'), { recursive: true })
  },
}
