export { nothing } from '#modules/hazards/missing'
