export { plant } from '#app/plant/index'
