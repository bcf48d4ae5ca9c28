import { DateTime } from 'luxon'
import { isScalar, Scalar, visit, type Document } from 'yaml'
import env from '#start/env'
import { clock } from '#app/kernel/clock'

/** `${NAME}`, `${NAME:default}`, `${NAME+2:default}` (the variable's number and two); `$${` stands for itself. */
const VARIABLE = /\$?\$\{([A-Z][A-Z0-9_]*)(?:\+(\d+))?(?::([^}]*))?\}/g

/** `${TODAY}`, `${TODAY-12}`, `${TODAY+365}`: a plant day counted from today, for demo plants that must not grow old. */
const DAY = /^\$\{TODAY(?:([+-])(\d{1,5}))?\}$/

export interface Unset {
  name: string
  offset: number
}

/**
 * Puts environment variables into the scalars of a parsed file: after parsing, so that a value can't change the file's
 * structure. Unquoted scalars get the type that the result reads as. Returns variables that have neither value nor default.
 */
export function substitute(document: Document, variables: NodeJS.ProcessEnv): Unset[] {
  const unset: Unset[] = []
  visit(document, {
    Scalar(_, node) {
      if (!isScalar(node) || typeof node.value !== 'string' || !node.value.includes('${')) return
      const day = DAY.exec(node.value)
      if (day) return void (node.value = plantDay(Number(`${day[1] ?? ''}${day[2] ?? 0}`)))
      const text = node.value.replace(VARIABLE, (whole, name: string, add?: string, fallback?: string) => {
        if (whole.startsWith('$$')) return whole.slice(1)
        const value = variables[name] || undefined
        if (value !== undefined) return add ? String(Number(value) + Number(add)) : value
        if (fallback === undefined) unset.push({ name, offset: node.range?.[0] ?? 0 })
        return fallback ?? ''
      })
      node.value = node.type === Scalar.PLAIN ? typed(text) : text
    },
  })
  return unset
}

const plantDay = (days: number): string =>
  DateTime.fromMillis(clock.now(), { zone: env.get('PLANT_TZ', 'Asia/Shanghai') })
    .plus({ days })
    .toISODate()!

function typed(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true'
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
}
