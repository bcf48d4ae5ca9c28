import db from '@adonisjs/lucid/services/db'
import { clock } from '#app/kernel/clock'
import type { Tx } from '#app/kernel/transaction'
import type { DeviceInput } from '#app/identity/actions/save_device'
import { tokenHash } from '#app/identity/token'

/** Every kiosk, gate and board, in use or not. */
export async function listDevices(): Promise<DeviceInput[]> {
  const rows = await db.from('devices').orderBy('code')
  return rows.map((row) => ({
    code: row.code,
    kind: row.kind,
    name: row.name,
    nameEn: row.name_en,
    areaCode: row.area_code,
    gateCode: row.gate_code,
    permissions: JSON.parse(row.permissions),
    active: Boolean(row.active),
    pairingReusable: Boolean(row.pairing_reusable),
  }))
}

/**
 * Whether this pairing code was given to the device before and needs no setting. A one-time code that was used is gone
 * and counts as given: setting it again would revive it.
 */
export async function hasPairingCode(
  deviceCode: string,
  code: string,
  client: Pick<Tx['db'], 'from'> = db
): Promise<boolean> {
  const device = await client.from('devices').where('code', deviceCode).first()
  if (!device) return false
  if (!device.pairing_hash) return device.paired_at !== null
  return device.pairing_hash === tokenHash(code) && device.pairing_expires_at > clock.now()
}
