import { defineSetting } from '#app/kernel/settings'

export const screenSilentAfter = defineSetting<number>({
  key: 'board.screen_silent_after_s',
  default: 70,
  unit: 's',
  source: 'Screens speak every 20 seconds: three in a row were missed',
  refuse: (value) => (value >= 30 && value <= 600 ? null : 'From 30 to 600 seconds.'),
})

export const clockSkewLimit = defineSetting<number>({
  key: 'board.clock_skew_limit_s',
  default: 5,
  unit: 's',
  source: 'As for devices: a clock that runs off by more is not believed',
  refuse: (value) => (value >= 1 && value <= 60 ? null : 'From 1 to 60 seconds.'),
})
