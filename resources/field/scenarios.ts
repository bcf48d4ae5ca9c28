import { ordinaryDay, type Control } from '#field/control'

export interface Scenario {
  name: string
  description: string
  /** What it makes of what goes on already. Pure. */
  change(control: Control): Control
}

const also = (list: string[], ...more: string[]): string[] => [...new Set([...list, ...more])]

/** Scenarios add up (a sensor may die in the middle of a leak); `recover` and `quiet` end them all. */
export const scenarios: Scenario[] = [
  {
    name: 'gas_leak',
    description: 'CO in gas area 2: above 24 ppm within seconds, above 160 ppm after about fifteen',
    change: (control) => ({ ...control, leaks: also(control.leaks, 'GAS2') }),
  },
  {
    name: 'recover',
    description: 'The leak is closed and every sensor works again; the air is clean after about twenty seconds',
    change: () => ordinaryDay(),
  },
  {
    name: 'sensor_dead',
    description: 'Detector GAS2.AT203.CO is silent',
    change: (control) => ({ ...control, dead: also(control.dead, 'GAS2.AT203.CO') }),
  },
  {
    name: 'sensor_frozen',
    description: 'Detector GAS2.AT202.CO goes on answering, always with the same value',
    change: (control) => ({ ...control, frozen: also(control.frozen, 'GAS2.AT202.CO') }),
  },
  {
    name: 'siren_stuck',
    description: 'The siren of gas area 2 takes commands and does not sound',
    change: (control) => ({ ...control, stuck: also(control.stuck, 'GAS2-SIREN') }),
  },
  {
    name: 'holder_high',
    description: 'LDG holder 1 fills up to 92 %',
    change: (control) => ({ ...control, targets: { ...control.targets, 'GAS2.LT201.L': 92 } }),
  },
  {
    name: 'quiet',
    description: 'Nothing happens at all: no gaps, no faults',
    change: () => ({ ...ordinaryDay(), calm: true }),
  },
]

/** The control after a scenario; null when there is none of that name. */
export function withScenario(control: Control, name: string): Control | null {
  const scenario = scenarios.find((candidate) => candidate.name === name)
  return scenario ? { ...scenario.change(control), scenario: name } : null
}
