export const tile = 1
