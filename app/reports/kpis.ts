import type { Instant } from '#app/kernel/clock'

export interface KpiDefinition {
  /** `<room>.<name>`; its label is the message `<room>.kpi.<name>`. */
  code: string
  unit: string
  target: number | null
  /** Which way is better. */
  good: 'up' | 'down'
  /** The figure over a period, null where there is nothing to count. */
  compute(from: Instant, to: Instant, areaCode: string | null): Promise<number | null>
}

const definitions = new Map<string, KpiDefinition>()

/** A room declares a key figure with this. */
export function registerKpi(definition: KpiDefinition): void {
  definitions.set(definition.code, definition)
}

export const kpiDefinitions = (): KpiDefinition[] => [...definitions.values()]
