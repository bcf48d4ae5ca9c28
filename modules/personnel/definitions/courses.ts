import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { registerDefinitions } from '#app/plant/definitions'
import { noteChange } from '#modules/personnel/access/changes'
import type { CourseSession } from '#modules/personnel/access/facts'
import type { CourseRow } from '#modules/personnel/rows'

type CourseDefinition = Omit<CourseRow, 'session'> & { session?: CourseSession | null }

/** `courses.yaml`: what can be learnt, how long a pass counts, and when and where the next one is. */
export function registerCourseDefinitions(): void {
  registerDefinitions<CourseDefinition>({
    kind: 'courses',
    order: 41,
    schema: vine.object({
      code: vine.string().regex(/^[A-Z][A-Z0-9-]{0,39}$/),
      name: vine.string().maxLength(80),
      name_en: vine.string().maxLength(80),
      hours: vine.number({ strict: true }).range([0, 1000]),
      pass_mark: vine.number({ strict: true }).range([0, 100]),
      valid_months: vine.number({ strict: true }).withoutDecimals().range([1, 240]),
      session: vine
        .object({
          weekdays: vine.array(vine.number({ strict: true }).range([1, 7])).minLength(1).distinct(),
          time: vine.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
          place: vine.string().maxLength(80),
          place_en: vine.string().maxLength(80),
          contact: vine.string().maxLength(80),
        })
        .nullable()
        .optional(),
    }),
    validate: () => [],
    async current() {
      const rows: CourseRow[] = await db.from('courses').orderBy('code')
      return rows.map((row) => ({ ...row, session: row.session ? JSON.parse(row.session) : null }))
    },
    async apply(tx, rows) {
      for (const row of rows) {
        const stored = { ...row, session: row.session ? JSON.stringify(row.session) : null }
        await tx.db.knexQuery().insert(stored).into('courses').onConflict('code').merge()
      }
      await noteChange(tx, 'reference')
    },
    example: { code: 'GAS-SAFETY', name: '煤气安全', name_en: 'Gas safety', hours: 8, pass_mark: 80, valid_months: 12 },
  })
}
