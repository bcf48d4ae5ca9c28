import { defineSetting } from '#app/kernel/settings'
import type { StayBand } from '#modules/personnel/stay/permitted'

/** How long one may stay in CO. */
export const stayBands = defineSetting<StayBand[]>({
  key: 'personnel.co_stay_bands',
  default: [
    { up_to_mg: 30, minutes: null },
    { up_to_mg: 50, minutes: 60 },
    { up_to_mg: 100, minutes: 30 },
    { up_to_mg: 200, minutes: 15 },
  ],
  unit: 'mg/m3, min',
  source: 'GB 6222-2005 (30 and 100 mg/m3 confirmed by secondary source; 50 and 200 mg/m3 unverified, 15 of "15 to 20 min"); above only with breathing apparatus',
  refuse: (bands) => {
    const rising = bands.every(({ up_to_mg }, index) => index === 0 || up_to_mg > bands[index - 1]!.up_to_mg)
    if (bands.length === 0 || !rising) return 'Bands rise, and there is at least one.'
    if (!bands.some(({ minutes }) => minutes !== null && minutes > 0)) return 'At least one band has a time.'
    return bands.at(-1)!.up_to_mg > 200 ? 'Nobody stays above 200 mg/m3 without breathing apparatus.' : null
  },
})

export const stayPause = defineSetting<number>({
  key: 'personnel.stay_pause_min',
  default: 120,
  unit: 'min',
  source: 'GB 6222-2005: at least 2 h between repeated stays (unverified)',
  refuse: (value) => (value >= 120 && value <= 1_440 ? null : 'From 120 minutes to a day.'),
})

/** A stay that used up less is no stay in gas: a detector that was silent for seconds bars nobody. */
export const pauseFromShare = defineSetting<number>({
  key: 'personnel.stay_pause_from_share',
  default: 0.1,
  source: 'Plant policy: below a tenth of the permitted time what was used is counted on instead',
  refuse: (value) => (value >= 0 && value <= 0.5 ? null : 'From 0 to 0.5.'),
})

/** How often somebody inside gives a sign of life, by gas class. */
export const checkInMinutes = defineSetting<Record<string, number>>({
  key: 'personnel.check_in_min',
  default: { 1: 15, 2: 30, 3: 60 },
  unit: 'min',
  source: 'Plant policy for lone workers; GB 6222 practice: class 1 areas are never left unwatched',
  refuse: (value) => (Object.values(value).every((minutes) => minutes >= 1 && minutes <= 120) ? null : 'From 1 to 120 minutes.'),
})

/** Temperature of the conversion where a point does not say its own. */
export const conversionDefault = defineSetting<number>({
  key: 'personnel.co_conversion_c',
  default: 0,
  unit: '℃',
  source: 'The usual pair 24/160 ppm for 30/200 mg/m3 is the conversion at 0 ℃; it is also the stricter one',
  refuse: (value) => (value >= 0 && value <= 60 ? null : 'From 0 to 60 ℃.'),
})
