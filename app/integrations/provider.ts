import type { Room } from '#app/kernel/room'
import { registerEquipmentImport } from '#app/integrations/imports/equipment'

export const room: Room = {
  name: 'integrations',
  register() {
    registerEquipmentImport()
  },
}
