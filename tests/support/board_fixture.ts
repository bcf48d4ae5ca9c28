/** Boards as the server sends them: usual, empty, overflowing, in a flood; each part by its subject in `board/`. */
export { emptyBoard, floodedBoard, usualBoard } from '#tests/support/board/boards'
export { BOARD_AT } from '#tests/support/board/moment'
export { overflowingBoard } from '#tests/support/board/overflowing'
