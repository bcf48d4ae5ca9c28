export { tile } from '#app/board/tiles'
