export { inner } from '#app/identity/queries/inner'
