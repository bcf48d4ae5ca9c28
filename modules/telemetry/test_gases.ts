/** What a bottle for calibration or a bump test holds. Nitrogen and air set the zero; methane, propane and isobutane stand for any burning gas. */
export const TEST_GASES = ['co', 'h2s', 'o2', 'ch4', 'h2', 'c3h8', 'c4h10', 'n2', 'air'] as const
export type TestGas = (typeof TEST_GASES)[number]
