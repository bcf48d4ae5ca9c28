import { newId } from '#app/kernel/ids'
import type { Tx } from '#app/kernel/transaction'
import type { DeviceIdentity } from '#app/identity/principal'

export interface DeviceInput extends Omit<DeviceIdentity, 'id'> {
  permissions: string[]
  active: boolean
  /** For demo plants and tests: several browsers may stand for one kiosk. */
  pairingReusable: boolean
}

/** Makes a kiosk, gate or board, or changes what it may do on its own. Its pairing code is a matter of its own. */
export async function saveDevice(tx: Tx, device: DeviceInput): Promise<void> {
  const fields = {
    code: device.code,
    kind: device.kind,
    name: device.name,
    name_en: device.nameEn,
    area_code: device.areaCode,
    gate_code: device.gateCode,
    permissions: JSON.stringify(device.permissions),
    active: device.active,
    pairing_reusable: device.pairingReusable,
  }
  await tx.db
    .knexQuery()
    .insert({ id: newId(), ...fields })
    .into('devices')
    .onConflict('code')
    .merge(fields)
}
