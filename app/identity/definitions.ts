import { registerDeviceDefinitions } from '#app/identity/kinds/devices'
import { registerRoleDefinitions } from '#app/identity/kinds/roles'

/** The kinds of configuration that identity owns; the people themselves belong to the personnel room. */
export function registerIdentityDefinitions(): void {
  registerRoleDefinitions()
  registerDeviceDefinitions()
}
