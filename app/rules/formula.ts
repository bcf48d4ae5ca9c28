import { err, ok, type Result } from '#app/kernel/result'
import { isBeyond, type Comparison, type Sample } from '#app/rules/condition'

/** `==` and `!=` are for states: a fan that runs is 1. */
export type PointOperator = Comparison | '==' | '!='
export type LimitName = 'll' | 'l' | 'h' | 'hh'

/** One comparison of a rule of points: a point against a figure, or against one of that point's own limits. */
export interface PointComparison {
  /** Null: the point whose reading it is. */
  point: string | null
  op: PointOperator
  limit: number | LimitName
}

export type Formula<Leaf = PointComparison> = { all: Formula<Leaf>[] } | { any: Formula<Leaf>[] } | Leaf

/** A comparison made ready: which of the inputs, 0 is the own point; -1 is none that is in service, and never known. */
export interface ReadyComparison {
  input: number
  op: PointOperator
  limit: number
  /** How far back inside the limit a value must come until it counts as back. */
  deadband: number
}

const TOKEN = /\s*(?:(&&|\|\||\(|\)|>=|<=|==|!=|>|<)|points\[\s*(?:"([^"\\]{1,60})"|'([^'\\]{1,60})')\s*\]|(-?\d+(?:\.\d+)?)(?![\w.])|(value|ll|l|hh|h)(?!\w))/y
const OPERATORS = new Set(['>=', '<=', '==', '!=', '>', '<'])
const DEEPEST = 8
const MOST_COMPARISONS = 20

type Token = { sign: string } | { point: string | null } | { limit: PointComparison['limit'] }

/** `value > h && (points["GAS2.FAN1.RUN"] == 0 || points["GAS2.AT202.CO"] > h)`; `&&` binds closer than `||`. */
export function parseFormula(text: string): Result<Formula, string> {
  const tokens = tokensOf(text)
  if (!tokens) return err('value or points["…"], compared with a figure or a limit, joined by && and ||')
  const reader = new Reader(tokens)
  const formula = reader.either(0)
  if (!formula || !reader.atEnd) return err(`at the ${reader.at + 1}. part: value or points["…"], compared with a figure or a limit, joined by && and ||`)
  const leaves = comparisonsOf(formula)
  return leaves.length > MOST_COMPARISONS ? err(`more than ${MOST_COMPARISONS} comparisons`) : ok(formula)
}

function tokensOf(text: string): Token[] | null {
  const tokens: Token[] = []
  const source = text.trimEnd()
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < source.length;) {
    const [, sign, quoted, single, figure, name] = TOKEN.exec(source) ?? []
    if (sign) tokens.push({ sign })
    else if (quoted ?? single) tokens.push({ point: (quoted ?? single)! })
    else if (figure) tokens.push({ limit: Number(figure) })
    else if (name) tokens.push(name === 'value' ? { point: null } : { limit: name as LimitName })
    else return null
  }
  return tokens
}

class Reader {
  at = 0

  constructor(private tokens: Token[]) {}

  get atEnd(): boolean {
    return this.at === this.tokens.length
  }

  either(depth: number): Formula | null {
    return this.#joined('||', (parts) => ({ any: parts }), () => this.#both(depth))
  }

  #both(depth: number): Formula | null {
    return this.#joined('&&', (parts) => ({ all: parts }), () => this.#one(depth))
  }

  #joined(sign: string, join: (parts: Formula[]) => Formula, part: () => Formula | null): Formula | null {
    const parts: Formula[] = []
    do {
      const found = part()
      if (!found) return null
      parts.push(found)
    } while (this.#take(sign))
    return parts.length === 1 ? parts[0]! : join(parts)
  }

  #one(depth: number): Formula | null {
    if (this.#take('(')) {
      const inner = depth < DEEPEST ? this.either(depth + 1) : null
      return inner && this.#take(')') ? inner : null
    }
    const [left, sign, right] = this.tokens.slice(this.at, this.at + 3)
    if (!left || !sign || !right || !('point' in left) || !('sign' in sign) || !OPERATORS.has(sign.sign) || !('limit' in right)) return null
    this.at += 3
    return { point: left.point, op: sign.sign as PointOperator, limit: right.limit }
  }

  #take(sign: string): boolean {
    const token = this.tokens[this.at]
    if (!token || !('sign' in token) || token.sign !== sign) return false
    this.at += 1
    return true
  }
}

export function comparisonsOf<Leaf extends object>(formula: Formula<Leaf>): Leaf[] {
  if ('all' in formula) return formula.all.flatMap(comparisonsOf<Leaf>)
  return 'any' in formula ? formula.any.flatMap(comparisonsOf<Leaf>) : [formula]
}

/** The same formula over comparisons of another kind. */
export function mapFormula<From extends object, To>(formula: Formula<From>, change: (leaf: From) => To): Formula<To> {
  if ('all' in formula) return { all: formula.all.map((part) => mapFormula(part, change)) }
  return 'any' in formula ? { any: formula.any.map((part) => mapFormula(part, change)) } : change(formula)
}

/** What is known of an input now; null: nothing. */
export type Look = (input: number) => number | null

/**
 * What a formula says of this moment. What is not known is neither true nor false: it leaves open what the rest leaves
 * open. It is back inside only where it would be false with every value still within its dead-band.
 */
export function sampleOf(formula: Formula<ReadyComparison>, look: Look): Sample {
  const strictly = answer(formula, look, false)
  if (strictly === null) return 'unknown'
  if (strictly) return 'beyond'
  return answer(formula, look, true) === false ? 'inside' : 'between'
}

/** True, false, or null for not known. */
function answer(formula: Formula<ReadyComparison>, look: Look, easily: boolean): boolean | null {
  if ('all' in formula) return among(formula.all, look, easily, false)
  if ('any' in formula) return among(formula.any, look, easily, true)
  const value = formula.input < 0 ? null : look(formula.input)
  return value === null ? null : holds(formula, value, easily)
}

/** One part that is `decisive` decides, whatever else is not known. */
function among(parts: Formula<ReadyComparison>[], look: Look, easily: boolean, decisive: boolean): boolean | null {
  let open = false
  for (const part of parts) {
    const said = answer(part, look, easily)
    if (said === decisive) return decisive
    if (said === null) open = true
  }
  return open ? null : !decisive
}

function holds({ op, limit, deadband }: ReadyComparison, value: number, easily: boolean): boolean {
  if (op === '==') return value === limit
  if (op === '!=') return value !== limit
  if (!easily) return isBeyond(op, value, limit)
  return isBeyond(op, value, op === '>' || op === '>=' ? limit - deadband : limit + deadband)
}
