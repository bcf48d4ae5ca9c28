import { Environment, type ASTNode } from '@marcbachmann/cel-js'
import { err, ok, type Result } from '#app/kernel/result'

/** The expression could not be answered: something was missing, not a number, or broke. Never read as false. */
export const UNKNOWN = Symbol('unknown')

export type ExpressionType = 'number' | 'bool' | 'text' | 'numbers' | 'texts' | 'map' | 'any'
export type ExpressionValue = number | boolean | string | null | readonly unknown[] | object

export interface Expression {
  readonly source: string
  /** Pure: the same facts give the same answer. */
  evaluate(facts: Record<string, unknown>): ExpressionValue | typeof UNKNOWN
}

const CEL_TYPES: Record<ExpressionType, string> = {
  number: 'double',
  bool: 'bool',
  text: 'string',
  numbers: 'list<double>',
  texts: 'list<string>',
  map: 'map',
  any: 'dyn',
}
const MOST_CHARACTERS = 1_000
const LIMITS = { maxAstNodes: 200, maxDepth: 24, maxListElements: 50, maxMapEntries: 50, maxCallArguments: 8 }

const LOOPS = new Set(['all', 'exists', 'exists_one', 'map', 'filter'])
/** Whatever is not named here does not exist: no pattern that runs for seconds, no binding that doubles itself. */
const FUNCTIONS = new Set([...LOOPS, 'size', 'has', 'double', 'string', 'contains', 'startsWith', 'endsWith'])

/**
 * Checks and compiles an expression (CEL) over declared variables. Bounded: its size when it is compiled, its running
 * time by having no loop within a loop. Whole numbers are decimals here: `value / 2` is what a person means by it.
 */
export function compileExpression(
  source: string,
  variables: Record<string, ExpressionType>,
  expected: ExpressionType = 'any'
): Result<Expression, string> {
  if (source.length > MOST_CHARACTERS) return err(`The expression is longer than ${MOST_CHARACTERS} characters.`)
  try {
    const environment = environmentOf(variables)
    const { ast } = environment.parse(source)
    const fault = faultIn(ast, false)
    if (fault) return err(fault)
    const run = environment.parse(withDecimals(source, ast))
    const checked = run.check()
    if (!checked.valid) return err(sentenceOf(checked.error))
    const wanted = CEL_TYPES[expected]
    if (wanted !== 'dyn' && checked.type !== 'dyn' && checked.type !== wanted)
      return err(`The expression gives ${checked.type}, but ${wanted} is needed.`)
    return ok({ source, evaluate: (facts) => answer(run, facts, wanted) })
  } catch (error) {
    return err(sentenceOf(error))
  }
}

function environmentOf(variables: Record<string, ExpressionType>): Environment {
  const environment = new Environment({ limits: LIMITS })
  for (const [name, type] of Object.entries(variables)) environment.registerVariable(name, CEL_TYPES[type])
  // `size(xs) == 2` compares a count with a decimal.
  environment.registerOperator('int == double', (count: bigint, number: number) => Number(count) === number)
  return environment
}

function answer(run: (facts: Record<string, unknown>) => unknown, facts: Record<string, unknown>, wanted: string) {
  try {
    const value = plain(run(finite(facts) as Record<string, unknown>))
    if (typeof value === 'number' && !Number.isFinite(value)) return UNKNOWN
    if (wanted === 'bool' && typeof value !== 'boolean') return UNKNOWN
    if (wanted === 'double' && typeof value !== 'number') return UNKNOWN
    return value as ExpressionValue
  } catch {
    return UNKNOWN
  }
}

/** Without what is no value: NaN compares as false with everything, which would read as "fine". */
function finite(fact: unknown): unknown {
  if (Array.isArray(fact)) return fact.every(isValue) ? fact.map(finite) : undefined
  if (fact === null || typeof fact !== 'object' || Object.getPrototypeOf(fact) !== Object.prototype) return isValue(fact) ? fact : undefined
  return Object.fromEntries(Object.entries(fact).flatMap(([name, inner]) => (isValue(inner) ? [[name, finite(inner)]] : [])))
}

const isValue = (fact: unknown): boolean => fact !== undefined && fact !== null && !(typeof fact === 'number' && !Number.isFinite(fact))

const plain = (value: unknown): unknown => {
  if (typeof value === 'bigint') return Number(value)
  return Array.isArray(value) ? value.map(plain) : value
}

const isNode = (value: unknown): value is ASTNode => typeof value === 'object' && value !== null && 'op' in value && 'args' in value

function childrenOf(node: ASTNode): ASTNode[] {
  const args: unknown = node.args
  return [args].flat(3).filter(isNode)
}

function faultIn(node: ASTNode, inLoop: boolean): string | null {
  const called = node.op === 'call' || node.op === 'rcall' ? node.args[0] : null
  if (called !== null && !FUNCTIONS.has(called)) return `The function ${called} is not available.`
  const loop = node.op === 'rcall' && LOOPS.has(node.args[0])
  if (loop && inLoop) return `A loop (${node.args[0]}) inside a loop is not allowed.`
  for (const child of childrenOf(node)) {
    // The list that is looped over is worked out once, before the loop.
    const looped = node.op === 'rcall' && loop && child !== node.args[1]
    const fault = faultIn(child, inLoop || looped)
    if (fault) return fault
  }
  return null
}

/** `105` becomes `105.0`, except where it is the place in a list. */
function withDecimals(source: string, ast: ASTNode): string {
  const places: { start: number; end: number; text: string }[] = []
  const collect = (node: ASTNode, index: boolean): void => {
    if (node.op === 'value' && typeof node.args === 'bigint' && !index) places.push({ start: node.start, end: node.end, text: `${node.args}.0` })
    for (const [place, child] of childrenOf(node).entries()) collect(child, node.op === '[]' && place === 1)
  }
  collect(ast, false)
  places.sort((one, other) => other.start - one.start)
  return places.reduce((text, { start, end, text: decimal }) => text.slice(0, start) + decimal + text.slice(end), source)
}

/** The first line: what follows draws the place with marks. */
const sentenceOf = (error: unknown): string => `${(error as Error | undefined)?.message?.split('\n')[0] ?? 'The expression is not valid'}.`
