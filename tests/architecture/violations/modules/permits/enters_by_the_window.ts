export { inner } from '#modules/personnel/queries/inner'
