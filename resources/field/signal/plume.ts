/** Gas in the air of one area: how much of it, in ppm where it comes out, and how well the fan has cleared the hall. */
export interface Plume {
  ppm: number
  /** 0 standing, 1 the whole air is moving. */
  draught: number
}

export interface Influence {
  leaking: boolean
  fan: boolean
}

export const CLEAN_AIR: Plume = { ppm: 0, draught: 0 }

/** ppm a second that an open leak adds. */
const SOURCE = 36
/** Shares a second that go with the wind: near an open leak less is swept away than after it is closed. */
const WIND_LEAKING = 1 / 12
const WIND_CLOSED = 1 / 4
/** What a running fan adds to that once the air is moving, and how long it takes to move it. */
const FAN = 1 / 6
const FAN_S = 60

/** The plume after `seconds` (steps of a second and less are exact enough). Pure. */
export function stepPlume(plume: Plume, influence: Influence, seconds: number): Plume {
  const towards = influence.fan ? 1 : 0
  const draught = plume.draught + (towards - plume.draught) * (1 - Math.exp(-seconds / FAN_S))
  const removal = (influence.leaking ? WIND_LEAKING : WIND_CLOSED) + draught * FAN
  const balance = influence.leaking ? SOURCE / removal : 0
  return { ppm: balance + (plume.ppm - balance) * Math.exp(-removal * seconds), draught }
}
