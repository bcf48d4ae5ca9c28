import { compileExpression, type Expression } from '#app/kernel/expressions'
import type { ConditionConfig } from '#modules/telemetry/engine/port'

/** `points['BF1.FAN1.RUN'] == 0` */
const CODE = /points\[\s*['"]([^'"]+)['"]\s*\]/g

/** The points that a suppressing expression looks at; none where it looks at them in any other way. */
export const suppressingPoints = (source: string): string[] => [...source.matchAll(CODE)].map(([, code]) => code!)

export const compileSuppression = (source: string) => compileExpression(source, { points: 'map' }, 'bool')

/** When a condition's alarm makes no sense. Asked at every sample: compiled once for each expression. */
export class Suppressions {
  #compiled = new Map<string, { expression: Expression | null; codes: string[] }>()

  /** `valueOf` gives the value of a good point; what is not known suppresses nothing. */
  constructor(private valueOf: (code: string) => number | null) {}

  holds({ suppressWhen, outOfServiceUntil }: ConditionConfig, now: number): boolean {
    if (outOfServiceUntil && now < outOfServiceUntil) return true
    if (!suppressWhen) return false
    const { expression, codes } = this.#find(suppressWhen)
    const points = Object.fromEntries(codes.map((code) => [code, this.valueOf(code)]))
    return expression?.evaluate({ points }) === true
  }

  #find(source: string) {
    const known = this.#compiled.get(source)
    if (known) return known
    const compiled = compileSuppression(source)
    const found = { expression: compiled.ok ? compiled.value : null, codes: suppressingPoints(source) }
    this.#compiled.set(source, found)
    return found
  }
}
