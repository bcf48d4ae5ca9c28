export { routes } from '#start/routes'
