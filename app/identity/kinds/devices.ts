import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { clock } from '#app/kernel/clock'
import { newId } from '#app/kernel/ids'
import { registerDefinitions, unknownReferences } from '#app/plant/definitions'
import { setPairingCode } from '#app/identity/actions/pair_device'
import { permissionName } from '#app/identity/kinds/roles'
import { tokenHash } from '#app/identity/token'

interface DeviceDefinition {
  code: string
  kind: 'gate' | 'workshop' | 'control_room' | 'board'
  name: string
  name_en: string
  area?: string | null
  gate?: string | null
  permissions: string[]
  pairing_code?: string | null
  /** For demo plants and tests: several browsers may stand for one kiosk. */
  pairing_reusable?: boolean
  active?: boolean
}

const ONE_TIME_VALID_MS = 24 * 3_600_000
const REUSABLE_VALID_MS = 10 * 365 * 24 * 3_600_000

/** `devices.yaml`: kiosks, gates and boards, and what each may do on its own. */
export function registerDeviceDefinitions(): void {
  registerDefinitions<DeviceDefinition>({
    kind: 'devices',
    order: 60,
    schema: vine.object({
      code: vine.string().regex(/^[A-Z][A-Z0-9-]{0,39}$/),
      kind: vine.enum(['gate', 'workshop', 'control_room', 'board'] as const),
      name: vine.string().maxLength(80),
      name_en: vine.string().maxLength(80),
      area: vine.string().nullable().optional(),
      gate: vine.string().maxLength(40).nullable().optional(),
      permissions: vine.array(permissionName()).distinct(),
      pairing_code: vine.string().minLength(8).maxLength(64).nullable().optional(),
      pairing_reusable: vine.boolean({ strict: true }).optional(),
      active: vine.boolean({ strict: true }).optional(),
    }),
    secrets: { pairing_code: isPairingStored },
    validate: (rows, context) => [
      ...unknownReferences(rows, 'area', 'areas', context),
      ...unknownReferences(rows, 'gate', 'gates', context),
    ],
    async current() {
      const rows = await db.from('devices').orderBy('code')
      return rows.map((row) => ({
        code: row.code,
        kind: row.kind,
        name: row.name,
        name_en: row.name_en,
        area: row.area_code,
        gate: row.gate_code,
        permissions: JSON.parse(row.permissions),
        pairing_reusable: Boolean(row.pairing_reusable),
        active: Boolean(row.active),
      }))
    },
    async apply(tx, rows) {
      for (const row of rows) {
        const known = await isPairingStored(row, tx.db)
        const stored = {
          id: newId(),
          code: row.code,
          kind: row.kind,
          name: row.name,
          name_en: row.name_en,
          area_code: row.area ?? null,
          gate_code: row.gate ?? null,
          permissions: JSON.stringify(row.permissions),
          pairing_reusable: row.pairing_reusable ?? false,
          active: row.active ?? true,
        }
        const { id, ...fields } = stored
        await tx.db
          .knexQuery()
          .insert({ id, ...fields })
          .into('devices')
          .onConflict('code')
          .merge(fields)
        if (row.pairing_code && !known) await setPairingCode(tx, row.code, pairingOf(row))
      }
    },
    example: {
      code: 'CCR-1',
      kind: 'control_room',
      name: '中控室',
      name_en: 'Control room',
      permissions: ['board.read'],
    },
  })
}

const pairingOf = (row: DeviceDefinition) => {
  const reusable = row.pairing_reusable ?? false
  return { code: row.pairing_code!, validMs: reusable ? REUSABLE_VALID_MS : ONE_TIME_VALID_MS, reusable }
}

/** A one-time code that was used is gone, and counts as stored: applying the same file again must not revive it. */
async function isPairingStored(row: DeviceDefinition, client: Pick<typeof db, 'from'> = db): Promise<boolean> {
  const device = await client.from('devices').where('code', row.code).first()
  if (!device) return false
  if (!device.pairing_hash) return device.paired_at !== null
  return device.pairing_hash === tokenHash(row.pairing_code ?? '') && device.pairing_expires_at > clock.now()
}
