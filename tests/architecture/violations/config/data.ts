export const dataPath = 1
