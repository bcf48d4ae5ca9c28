export const plant = 1
