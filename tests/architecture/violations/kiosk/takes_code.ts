export { face } from '#modules/permits/index'
