import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { registerDefinitions } from '#app/plant/definitions'
import { noteChange } from '#modules/personnel/access/changes'
import type { CertificateTypeRow } from '#modules/personnel/rows'

type CertificateTypeDefinition = Omit<CertificateTypeRow, 'review_months' | 'contact'> & {
  review_months?: number | null
  contact?: string | null
}

/** `certificate_types.yaml`: both state schemes and the plant's own, each with its authority, validity and review. */
export function registerCertificateTypeDefinitions(): void {
  registerDefinitions<CertificateTypeDefinition>({
    kind: 'certificate_types',
    order: 42,
    schema: vine.object({
      code: vine.string().regex(/^[A-Z][A-Z0-9-]{0,39}$/),
      name: vine.string().maxLength(80),
      name_en: vine.string().maxLength(80),
      scheme: vine.enum(['special_operation', 'special_equipment', 'internal'] as const),
      issuer: vine.string().maxLength(80),
      issuer_en: vine.string().maxLength(80),
      valid_months: vine.number({ strict: true }).withoutDecimals().range([1, 240]),
      review_months: vine.number({ strict: true }).withoutDecimals().range([1, 240]).nullable().optional(),
      source: vine.string().maxLength(200),
      contact: vine.string().maxLength(80).nullable().optional(),
    }),
    validate: () => [],
    async current() {
      const rows: CertificateTypeRow[] = await db.from('certificate_types').orderBy('code')
      return rows
    },
    async apply(tx, rows) {
      for (const row of rows) await tx.db.knexQuery().insert(row).into('certificate_types').onConflict('code').merge()
      await noteChange(tx, 'reference')
    },
    example: {
      code: 'WELDING',
      name: '焊接与热切割作业',
      name_en: 'Welding and thermal cutting',
      scheme: 'special_operation',
      issuer: '应急管理部门',
      issuer_en: 'Emergency management department',
      valid_months: 72,
      review_months: 36,
      source: 'Rules for special operations: valid 6 years, review every 3',
    },
  })
}
