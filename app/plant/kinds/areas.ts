import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import type { Area } from '#app/plant/area'
import { registerDefinitions, unknownReferences, type DefinitionFault } from '#app/plant/definitions'
import { outlineFault } from '#app/plant/outline'
import type { AreaRow } from '#app/plant/queries/find_areas'

interface AreaDefinition {
  code: string
  parent?: string | null
  kind: Area['kind']
  name: string
  name_en: string
  gas_class?: string | null
  outline?: [number, number][] | null
  responsible?: string | null
  active?: boolean
}

export const areaSchema = vine.object({
  code: vine.string().regex(/^[A-Z][A-Z0-9-]{0,39}$/),
  parent: vine.string().nullable().optional(),
  kind: vine.enum(['site', 'workshop', 'area'] as const),
  name: vine.string().maxLength(80),
  name_en: vine.string().maxLength(80),
  gas_class: vine
    .enum(['1', '2', '3'] as const)
    .nullable()
    .optional(),
  outline: vine
    .array(vine.array(vine.number({ strict: true })).fixedLength(2))
    .maxLength(200)
    .nullable()
    .optional(),
  responsible: vine.string().nullable().optional(),
  active: vine.boolean({ strict: true }).optional(),
})

const PARENT_OF: Record<Area['kind'], Area['kind'] | null> = { site: null, workshop: 'site', area: 'workshop' }

/** `areas.yaml`: the map everyone points at. */
export function registerAreaDefinitions(): void {
  registerDefinitions<AreaDefinition>({
    kind: 'areas',
    order: 20,
    schema: areaSchema,
    validate: (rows, context) => [
      ...unknownReferences(rows, 'parent', 'areas', context),
      ...unknownReferences(rows, 'responsible', 'people', context),
      ...rows.flatMap((row, index) => [...placeFaults(row, index, rows), ...outlineFaults(row, index)]),
    ],
    async current() {
      const rows: AreaRow[] = await db.from('areas').orderBy('code')
      return parentsFirst(rows.map(definitionOf))
    },
    async apply(tx, rows) {
      for (const row of parentsFirst(rows)) {
        const stored = {
          code: row.code,
          parent_code: row.parent ?? null,
          kind: row.kind,
          name: row.name,
          name_en: row.name_en,
          gas_class: row.gas_class ?? null,
          outline: row.outline ? JSON.stringify(row.outline) : null,
          responsible_code: row.responsible ?? null,
          active: row.active ?? true,
        }
        await tx.db.knexQuery().insert(stored).into('areas').onConflict('code').merge()
      }
    },
    example: { code: 'GAS2', parent: 'ENERGY', kind: 'area', name: '煤气区二', name_en: 'Gas area 2', gas_class: '1' },
  })
}

const definitionOf = (row: AreaRow): AreaDefinition => ({
  code: row.code,
  parent: row.parent_code,
  kind: row.kind,
  name: row.name,
  name_en: row.name_en,
  gas_class: row.gas_class,
  outline: row.outline ? JSON.parse(row.outline) : null,
  responsible: row.responsible_code,
  active: Boolean(row.active),
})

/** Site, workshops, areas: no row before what it refers to. */
const parentsFirst = (rows: AreaDefinition[]): AreaDefinition[] => {
  const floors = ['site', 'workshop', 'area']
  return [...rows].sort((one, other) => floors.indexOf(one.kind) - floors.indexOf(other.kind))
}

function placeFaults(row: AreaDefinition, index: number, rows: AreaDefinition[]): DefinitionFault[] {
  const expected = PARENT_OF[row.kind]
  if (expected === null)
    return row.parent ? [{ row: index, path: ['parent'], message: 'The site lies in nothing else.' }] : []
  if (!row.parent) return [{ row: index, message: `A place of kind ${row.kind} needs a parent of kind ${expected}.` }]
  const parent = rows.find(({ code }) => code === row.parent)
  if (!parent || parent.kind === expected) return []
  return [{ row: index, path: ['parent'], message: `"${row.parent}" is a ${parent.kind}; a ${expected} is needed.` }]
}

function outlineFaults(row: AreaDefinition, index: number): DefinitionFault[] {
  const message = row.outline ? outlineFault(row.outline) : null
  return message ? [{ row: index, path: ['outline'], message }] : []
}
