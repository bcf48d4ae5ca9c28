/**
 * Spreadsheets run a cell that begins with one of these as a formula. In here every cell is data; on the way out such a
 * text gets an apostrophe in front, which spreadsheets take as "this is text", and which is taken off on the way in.
 */
const FORMULA_START = /^[=+\-@\t\r]/
const ESCAPED = /^'(?=[=+\-@\t\r])/
const NUMBER = /^[-+]?\d+(\.\d+)?$/

export const safeCell = (text: string): string => (FORMULA_START.test(text) && !NUMBER.test(text) ? `'${text}` : text)

export const plainCell = (text: string): string => text.replace(ESCAPED, '')
