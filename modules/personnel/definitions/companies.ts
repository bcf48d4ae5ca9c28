import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { registerDefinitions } from '#app/plant/definitions'
import { noteChange } from '#modules/personnel/access/changes'
import { day } from '#modules/personnel/definitions/day'
import type { CompanyRow } from '#modules/personnel/rows'

type CompanyDefinition = Omit<CompanyRow, 'blacklisted_on' | 'blacklist_cause' | 'contact'> & {
  blacklisted_on?: string | null
  blacklist_cause?: string | null
  contact?: string | null
}

/** `companies.yaml`: contractors and the days of their contracts, both included. */
export function registerCompanyDefinitions(): void {
  registerDefinitions<CompanyDefinition>({
    kind: 'companies',
    order: 40,
    schema: vine.object({
      code: vine.string().regex(/^[A-Z][A-Z0-9-]{0,39}$/),
      name: vine.string().maxLength(80),
      name_en: vine.string().maxLength(80),
      contract_from: day(),
      contract_to: day(),
      blacklisted_on: day().nullable().optional(),
      blacklist_cause: vine.string().maxLength(200).nullable().optional(),
      contact: vine.string().maxLength(80).nullable().optional(),
    }),
    validate: (rows) =>
      rows.flatMap((row, index) =>
        row.contract_from > row.contract_to
          ? [{ row: index, path: ['contract_to'], message: 'The contract ends before it begins.' }]
          : []
      ),
    async current() {
      const rows: CompanyRow[] = await db.from('companies').orderBy('code')
      return rows
    },
    async apply(tx, rows) {
      for (const row of rows) await tx.db.knexQuery().insert(row).into('companies').onConflict('code').merge()
      await noteChange(tx, 'reference')
    },
    example: { code: 'XINDA', name: '鑫达检修', name_en: 'Xinda Maintenance', contract_from: '2026-01-01', contract_to: '2026-12-31' },
  })
}
