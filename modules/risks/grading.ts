import { defineSetting } from '#app/kernel/settings'
import type { Grade } from '#modules/risks/events'

/** From grave to slight: the order in which grades are compared. */
export const GRADES: readonly Grade[] = ['red', 'orange', 'yellow', 'blue']
const rank = (grade: Grade): number => GRADES.indexOf(grade)

export const worst = (grades: readonly Grade[]): Grade | null => [...grades].sort((a, b) => rank(a) - rank(b))[0] ?? null

/** A grade from its lower edge on; `inclusive`: the edge itself belongs to it. Plants differ in exactly that. */
export interface Band {
  grade: Grade
  from: number
  inclusive: boolean
}

export const lecBands = defineSetting<Band[]>({
  key: 'risks.lec_bands',
  default: [
    { grade: 'red', from: 320, inclusive: true },
    { grade: 'orange', from: 160, inclusive: true },
    { grade: 'yellow', from: 70, inclusive: true },
    { grade: 'blue', from: 0, inclusive: true },
  ],
  source: 'LEC practice, D = L x E x C with bands 320 / 160 / 70; the edges belong to the graver band (plant policy)',
})

export const lsTable = defineSetting<Grade[][]>({
  key: 'risks.ls_table',
  default: Array.from({ length: 5 }, (_row, l) =>
    Array.from({ length: 5 }, (_cell, s) => {
      const product = (l + 1) * (s + 1)
      return product >= 20 ? 'red' : product >= 15 ? 'orange' : product >= 9 ? 'yellow' : 'blue'
    })
  ),
  source: 'LS matrix practice: 20-25 red, 15-16 orange, 9-12 yellow, 1-8 blue; kept as a table of 5 x 5',
})

export type Analysis = { method: 'lec'; l: number; e: number; c: number } | { method: 'ls'; l: number; s: number }

/** Values that the LEC method knows; anything between is a typing error. */
export const LEC_VALUES = {
  l: [10, 6, 3, 1, 0.5, 0.2, 0.1],
  e: [10, 6, 3, 2, 1, 0.5],
  c: [100, 40, 15, 7, 3, 1],
} as const

export function bandOf(score: number, bands: readonly Band[]): Grade {
  const sorted = [...bands].sort((a, b) => b.from - a.from)
  return sorted.find(({ from, inclusive }) => score > from || (inclusive && score === from))?.grade ?? 'blue'
}

/** The score and the grade that follow from the factors: computed, never typed (A02, A06). */
export function assess(analysis: Analysis, figures: { bands: readonly Band[]; table: readonly Grade[][] }): { score: number; grade: Grade } {
  if (analysis.method === 'lec') {
    const score = Math.round(analysis.l * analysis.e * analysis.c * 1000) / 1000
    return { score, grade: bandOf(score, figures.bands) }
  }
  return { score: analysis.l * analysis.s, grade: figures.table[analysis.l - 1]?.[analysis.s - 1] ?? 'red' }
}

/** Who answers for a grade: company, workshop, team, post (A07). */
export const TIER: Record<Grade, 'company' | 'workshop' | 'team' | 'post'> = { red: 'company', orange: 'workshop', yellow: 'team', blue: 'post' }
