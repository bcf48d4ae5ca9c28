import vine from '@vinejs/vine'

/** A plant day as people write it, `2026-11-24`, that the calendar has. */
export const day = () =>
  vine
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .use(isInCalendar())

const isInCalendar = vine.createRule((value, _options, field) => {
  if (typeof value !== 'string') return
  const date = new Date(`${value}T00:00:00Z`)
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value)
    field.report('The {{ field }} field must be a day of the calendar', 'calendar_day', field)
})
