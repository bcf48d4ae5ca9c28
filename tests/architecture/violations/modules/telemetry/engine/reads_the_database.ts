export { dataPath } from '#config/data'
