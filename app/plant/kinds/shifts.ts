import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { registerDefinitions } from '#app/plant/definitions'

interface ShiftDefinition {
  code: string
  name: string
  name_en: string
  start: string
  end: string
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/
const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const time = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')

/** `shifts.yaml`: when they run, on the plant's wall clock. */
export function registerShiftDefinitions(): void {
  registerDefinitions<ShiftDefinition>({
    kind: 'shifts',
    order: 25,
    schema: vine.object({
      code: vine.string().regex(/^[a-z][a-z0-9-]{0,19}$/),
      name: vine.string().maxLength(40),
      name_en: vine.string().maxLength(40),
      start: vine.string().regex(TIME),
      end: vine.string().regex(TIME),
    }),
    validate: (rows) =>
      rows.flatMap(({ start, end }, row) =>
        start === end ? [{ row, path: ['end'], message: 'A shift must end at another time than it starts.' }] : []
      ),
    async current() {
      const rows = await db.from('shifts').orderBy('start_minute')
      return rows.map(({ code, name, name_en, start_minute, end_minute }) => {
        return { code, name, name_en, start: time(start_minute), end: time(end_minute) }
      })
    },
    async apply(tx, rows) {
      for (const { start, end, ...row } of rows) {
        const stored = { ...row, start_minute: minutes(start), end_minute: minutes(end) }
        await tx.db.knexQuery().insert(stored).into('shifts').onConflict('code').merge()
      }
    },
    example: { code: 'night', name: '夜班', name_en: 'Night', start: '20:00', end: '08:00' },
  })
}
