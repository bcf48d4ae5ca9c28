import { err, ok, type Result } from '#app/kernel/result'
import type { ImportColumn } from '#app/integrations/imports'

type Column = Omit<ImportColumn, 'name' | 'parse'> & { parse?: ImportColumn['parse'] }

const column = (name: string, parse: ImportColumn['parse'], options: Partial<Column> = {}): ImportColumn => ({
  name,
  required: false,
  parse,
  ...options,
})

export const textColumn = (name: string, options?: Partial<Column>): ImportColumn =>
  column(name, (text) => ok(text), options)

/** Decimal point, as in `23.5`; thousands are not separated. */
export const numberColumn = (name: string, options?: Partial<Column>): ImportColumn =>
  column(
    name,
    (text) => (/^[-+]?\d+(\.\d+)?$/.test(text) ? ok(Number(text)) : err(`"${text}" is no number, such as 23.5.`)),
    options
  )

const YES = ['true', 'yes', 'y', '1', '是', '有']
const NO = ['false', 'no', 'n', '0', '否', '无']

export const booleanColumn = (name: string, options?: Partial<Column>): ImportColumn =>
  column(name, (text) => booleanOf(text), options)

function booleanOf(text: string): Result<boolean, string> {
  if (YES.includes(text.toLowerCase())) return ok(true)
  return NO.includes(text.toLowerCase()) ? ok(false) : err(`"${text}" is neither yes nor no (是 / 否).`)
}

/** A calendar day; kept as `2026-03-01`. */
export const dateColumn = (name: string, options?: Partial<Column>): ImportColumn =>
  column(name, (text) => dateOf(text), options)

function dateOf(text: string): Result<string, string> {
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text)
  if (!parts) return err(`"${text}" is no date, such as 2026-03-01.`)
  const [, year = '', month = '', day = ''] = parts
  const date = [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-')
  const real = new Date(`${date}T00:00:00Z`)
  if (Number.isNaN(real.getTime()) || real.toISOString().slice(0, 10) !== date) return err(`There is no day ${text}.`)
  return ok(date)
}

/** Several values in one cell, separated by `;` or `、`. */
export const listColumn = (name: string, options?: Partial<Column>): ImportColumn =>
  column(
    name,
    (text) =>
      ok(
        text
          .split(/[;;、]/)
          .map((part) => part.trim())
          .filter(Boolean)
      ),
    options
  )

export const choiceColumn = (name: string, choices: readonly string[], options?: Partial<Column>): ImportColumn =>
  column(
    name,
    (text) => (choices.includes(text) ? ok(text) : err(`"${text}" is not one of ${choices.join(', ')}.`)),
    options
  )
