import type { EventType } from '#app/kernel/events'
import type { ExpressionType } from '#app/kernel/expressions'
import type { Instant } from '#app/kernel/clock'
import type { Tx } from '#app/kernel/transaction'
import type { RuleBody } from '#app/rules/definition'
import type { Verdict } from '#app/rules/machine'

/** What rules can be made of. Rooms above say in their provider what they have to offer; the editor shows just that. */
export interface Field {
  type: Extract<ExpressionType, 'number' | 'text' | 'bool'>
  name: string
  nameEn: string
  example?: string | number | boolean
  /** Kind of definitions whose keys the field holds: `areas`. */
  of?: string
  choices?: string[]
}

export type Fields = Record<string, Field>
export type FactFields = Record<string, unknown>

/** An event that starts a rule: its payload is the fact. */
export interface EventTrigger {
  event: EventType<any>
  name: string
  nameEn: string
  fields: Fields
  /** Field that names what the fact is about: told twice, it counts once. */
  key: string
  /** Field that people know it by. */
  label: string
  area?: string
  link?: (fields: FactFields) => string
  /** Code of the rule that brought this event about: that one does not hear of it. */
  causedBy?: (payload: FactFields) => string | null
  /** The thing was cancelled or is another one's double: it counts no longer. Its payload has the same key. */
  withdrawnBy?: EventType<any>
}

/** Rows that a schedule goes over. */
export interface Dataset {
  code: string
  name: string
  nameEn: string
  fields: Fields
  key: string
  label: string
  area?: string
  link?: (fields: FactFields) => string
  /** As it was at that instant: the same answer live and in a backtest. */
  load(at: Instant): Promise<FactFields[]>
}

/** The room that watches points: it compiles rules of points into its own engine. */
export interface PointSource {
  fields: Fields
  /** What a rule of points would have done over the stored readings. */
  backtest(rule: { code: string; body: RuleBody }, from: Instant, to: Instant): Promise<Verdict[]>
}

export interface Parameter {
  type: 'text' | 'number' | 'bool' | 'codes' | 'code' | 'choice' | 'choices' | 'fields'
  name: string
  nameEn: string
  required?: boolean
  /** Kind of definitions that the codes are of. */
  of?: string
  choices?: (string | number)[]
  range?: [number, number]
  example?: unknown
}

export interface FactRef {
  key: string
  label: string
  link: string | null
  at: Instant
}

/** A rule that fires, as its actions see it. */
export interface Firing {
  id: string
  rule: { code: string; version: number; name: string; nameEn: string }
  at: Instant
  areaCode: string | null
  groups: Record<string, string>[]
  facts: FactRef[]
  /** Of the last fact. */
  fields: FactFields
}

export interface Outcome {
  /** `refused`: expected, and why; what is broken throws and is tried again. */
  status: 'done' | 'refused'
  outcome: string
  link?: string
}

/** What an action would have brought about: for people who decide whether the rule is let loose. */
export interface Consequence {
  kind: 'suspended' | 'refused' | 'notified' | 'tasked' | 'called'
  label: string
  link: string | null
}

export interface ActionKind {
  do: string
  name: string
  nameEn: string
  parameters: Record<string, Parameter>
  /** One of these parameters at least must be given. */
  oneOf?: string[]
  carryOut(tx: Tx, parameters: Record<string, any>, firing: Firing): Promise<Outcome>
  foresee?(parameters: Record<string, any>, firing: Firing): Promise<Consequence[]>
}

const triggers = new Map<string, EventTrigger>()
const datasets = new Map<string, Dataset>()
const actions = new Map<string, ActionKind>()
let points: PointSource | null = null
let attached: ((trigger: EventTrigger) => void) | null = null

/** Hangs the evaluator on the triggers that are registered and on those that come. */
export function attachTriggers(attach: (trigger: EventTrigger) => void): void {
  attached = attach
  for (const trigger of triggers.values()) attach(trigger)
}

export function registerTrigger(trigger: EventTrigger): void {
  triggers.set(trigger.event.name, trigger)
  attached?.(trigger)
}

export const registerDataset = (dataset: Dataset): void => void datasets.set(dataset.code, dataset)
export const registerAction = (action: ActionKind): void => void actions.set(action.do, action)
export const registerPointSource = (source: PointSource): void => void (points = source)

type Foresight = (action: string, parameters: Record<string, any>, firing: Firing) => Promise<Consequence[]>
const foresights: Foresight[] = []

/** What another room would have done about an action: a room that hears of an alarm says so here. */
export const registerForesight = (foresight: Foresight): void => void foresights.push(foresight)

export async function foresee(action: string, parameters: Record<string, any>, firing: Firing): Promise<Consequence[]> {
  return (await Promise.all(foresights.map((one) => one(action, parameters, firing)))).flat()
}

export const triggerOf = (event: string): EventTrigger | null => triggers.get(event) ?? null
export const datasetOf = (code: string): Dataset | null => datasets.get(code) ?? null
export const actionOf = (name: string): ActionKind | null => actions.get(name) ?? null
export const pointSource = (): PointSource | null => points
export const allTriggers = (): EventTrigger[] => [...triggers.values()]
export const allDatasets = (): Dataset[] => [...datasets.values()]
export const allActions = (): ActionKind[] => [...actions.values()]

/** Kinds of definitions that a rule may name, and no others: what an editor may read. */
export const kindsNamed = (): Set<string> => {
  const fields = [...triggers.values(), ...datasets.values()].flatMap(({ fields: own }) => Object.values(own).flatMap(({ of }) => of ?? []))
  const parameters = [...actions.values()].flatMap(({ parameters: own }) => Object.values(own).flatMap(({ of }) => of ?? []))
  return new Set(['points', 'areas', 'shifts', ...fields, ...parameters])
}
