import { defineSetting } from '#app/kernel/settings'

/** `off`: nothing leaves. `test`: trials only, marked as such. `on`: both. */
export const mesMode = defineSetting<string>({
  key: 'integrations.mes_stop_mode',
  default: 'off',
  source: 'Product: the link to a machine is never on by itself; the plant switches it on after its own acceptance',
  refuse: (value) => (['off', 'test', 'on'].includes(value) ? null : 'off, test or on.'),
})

export const mesIdempotent = defineSetting<boolean>({
  key: 'integrations.mes_idempotent',
  default: false,
  source: 'Only with the MES supplier’s word in writing that a command with the same Idempotency-Key is carried out once',
})

const from = (low: number, high: number, unit: string) => (value: number) => (value >= low && value <= high ? null : `From ${low} to ${high} ${unit}.`)

/** A request that nobody confirms in this time is over: the danger it was for is another one by then. */
export const confirmWithin = defineSetting<number>({
  key: 'integrations.stop_confirm_within_min',
  default: 5,
  unit: 'min',
  source: 'Plant policy',
  refuse: from(1, 30, 'minutes'),
})

/** A stop that could not leave in this time does not leave later: nobody counts on it any more. */
export const sendWithin = defineSetting<number>({
  key: 'integrations.stop_send_within_s',
  default: 30,
  unit: 's',
  source: 'Plant policy: after half a minute the operator has stopped the machine at its own panel',
  refuse: from(5, 300, 'seconds'),
})

export const ackWithin = defineSetting<number>({
  key: 'integrations.stop_ack_within_s',
  default: 5,
  unit: 's',
  source: 'Own estimate: a MES answers in tens of milliseconds',
  refuse: from(1, 60, 'seconds'),
})

/** How long a command whose fate is unknown is asked after. */
export const askFor = defineSetting<number>({
  key: 'integrations.stop_ask_for_s',
  default: 300,
  unit: 's',
  source: 'Plant policy',
  refuse: from(10, 3_600, 'seconds'),
})
