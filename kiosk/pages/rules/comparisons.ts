/** One line of a condition as people put it together: a field, how it is compared, and with what. */
export interface Comparison {
  field: string
  op: Operator
  /** A list for `in`. */
  value: Value | Value[]
}
export type Value = string | number | boolean
export type Operator = '==' | '!=' | '>' | '>=' | '<' | '<=' | 'in'

export interface Comparisons {
  /** Whether all lines must hold, or one is enough. */
  join: 'all' | 'any'
  rows: Comparison[]
}

const JOINTS = { all: ' && ', any: ' || ' } as const
const ROW = /^([A-Za-z_]\w*|points\["[^"\\]+"\]) (==|!=|>=|<=|>|<|in) (.+)$/
/** What a limit of a point is called: compared by name, not as a text. */
const NAMES = new Set(['ll', 'l', 'h', 'hh'])

/** The expression that the lines make; empty: every fact counts. */
export function expressionOf({ join, rows }: Comparisons): string {
  return rows.map(({ field, op, value }) => `${field} ${op} ${literal(field, value)}`).join(JOINTS[join])
}

/** The lines that an expression was made of; null when it was written otherwise and can only be shown as it is. */
export function comparisonsIn(expression: string | null | undefined): Comparisons | null {
  if (!expression?.trim()) return { join: 'all', rows: [] }
  for (const join of ['all', 'any'] as const) {
    const rows = split(expression.trim(), JOINTS[join]).map(comparisonOf)
    if (!rows.includes(null)) return { join, rows: rows as Comparison[] }
  }
  return null
}

/** Another point than the one whose reading it is: `points["GAS2.FAN1.RUN"]`. */
export const otherPoint = (code: string): string => `points[${JSON.stringify(code)}]`
export const pointIn = (field: string): string | null => /^points\["(.+)"\]$/.exec(field)?.[1] ?? null
export const isLimit = (value: unknown): value is string => typeof value === 'string' && NAMES.has(value)

const literal = (field: string, value: Value | Value[]): string =>
  (field === 'value' || pointIn(field) !== null) && typeof value === 'string' && NAMES.has(value) ? value : JSON.stringify(value)

function comparisonOf(text: string): Comparison | null {
  const [, field, op, written] = ROW.exec(text.trim()) ?? []
  if (!field || !op || written === undefined) return null
  if (NAMES.has(written)) return { field, op: op as Operator, value: written }
  try {
    const value = JSON.parse(written) as Comparison['value']
    if (value === null || (typeof value === 'object' && !Array.isArray(value))) return null
    return Array.isArray(value) === (op === 'in') ? { field, op: op as Operator, value } : null
  } catch {
    return null
  }
}

/** At the joints outside of quotes. */
function split(text: string, joint: string): string[] {
  const parts: string[] = []
  let part = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    if (!quoted && text.startsWith(joint, at)) {
      parts.push(part)
      part = ''
      at += joint.length - 1
      continue
    }
    if (quoted && text[at] === '\\') part += text[at++]
    else if (text[at] === '"') quoted = !quoted
    part += text[at] ?? ''
  }
  return [...parts, part]
}
