import type { Room } from '#app/kernel/room'
import { registerAreaDefinitions } from '#app/plant/kinds/areas'
import { registerEquipmentDefinitions } from '#app/plant/kinds/equipment'
import { registerSettingDefinitions } from '#app/plant/kinds/settings'
import { registerShiftDefinitions } from '#app/plant/kinds/shifts'

export const room: Room = {
  name: 'plant',
  register() {
    registerSettingDefinitions()
    registerAreaDefinitions()
    registerShiftDefinitions()
    registerEquipmentDefinitions()
  },
}
