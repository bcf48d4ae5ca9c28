export const hazards = 1
