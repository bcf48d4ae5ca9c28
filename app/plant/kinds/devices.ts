import vine from '@vinejs/vine'
import { hasPairingCode, listDevices, saveDevice, setPairingCode } from '#app/identity/index'
import { registerDefinitions, unknownReferences } from '#app/plant/definitions'
import { permissionName } from '#app/plant/kinds/roles'

interface DeviceDefinition {
  code: string
  kind: 'gate' | 'workshop' | 'control_room' | 'board'
  name: string
  name_en: string | null
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

const schema = vine.object({
  code: vine.string().regex(/^[A-Z][A-Z0-9-]{0,39}$/),
  kind: vine.enum(['gate', 'workshop', 'control_room', 'board'] as const),
  name: vine.string().maxLength(80),
  name_en: vine.string().maxLength(80).nullable(),
  area: vine.string().nullable().optional(),
  gate: vine.string().maxLength(40).nullable().optional(),
  permissions: vine.array(permissionName()).distinct(),
  pairing_code: vine.string().minLength(8).maxLength(64).nullable().optional(),
  pairing_reusable: vine.boolean({ strict: true }).optional(),
  active: vine.boolean({ strict: true }).optional(),
})

/** `devices.yaml`: kiosks, gates and boards, and what each may do on its own. */
export function registerDeviceDefinitions(): void {
  registerDefinitions<DeviceDefinition>({
    kind: 'devices',
    order: 60,
    schema,
    secrets: { pairing_code: ({ code, pairing_code }) => hasPairingCode(code, pairing_code ?? '') },
    validate: (rows, context) => [
      ...unknownReferences(rows, 'area', 'areas', context),
      ...unknownReferences(rows, 'gate', 'gates', context),
    ],
    async current() {
      const devices = await listDevices()
      return devices.map(({ nameEn, areaCode, gateCode, pairingReusable, ...device }) => {
        return { ...device, name_en: nameEn, area: areaCode, gate: gateCode, pairing_reusable: pairingReusable }
      })
    },
    async apply(tx, rows) {
      for (const {
        name_en,
        area,
        gate,
        active = true,
        pairing_code,
        pairing_reusable: reusable = false,
        ...device
      } of rows) {
        const places = { areaCode: area ?? null, gateCode: gate ?? null }
        const given = pairing_code ? await hasPairingCode(device.code, pairing_code, tx.db) : true
        await saveDevice(tx, { ...device, ...places, nameEn: name_en, active, pairingReusable: reusable })
        if (!given) await setPairingCode(tx, device.code, pairingOf(pairing_code!, reusable))
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

const pairingOf = (code: string, reusable: boolean) => {
  return { code, reusable, validMs: reusable ? REUSABLE_VALID_MS : ONE_TIME_VALID_MS }
}
