import type { Room } from '#app/kernel/room'
import { registerAreaDefinitions } from '#app/plant/kinds/areas'
import { registerDeviceDefinitions } from '#app/plant/kinds/devices'
import { registerEquipmentDefinitions } from '#app/plant/kinds/equipment'
import { registerRoleDefinitions } from '#app/plant/kinds/roles'
import { registerSettingDefinitions } from '#app/plant/kinds/settings'
import { registerShiftDefinitions } from '#app/plant/kinds/shifts'

export const room: Room = {
  name: 'plant',
  register() {
    registerSettingDefinitions()
    registerRoleDefinitions()
    registerAreaDefinitions()
    registerShiftDefinitions()
    registerEquipmentDefinitions()
    registerDeviceDefinitions()
  },
}
