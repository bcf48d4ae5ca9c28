import { buildBoard } from '#app/board/queries/build_board'

export default class BoardController {
  async show() {
    return { data: await buildBoard() }
  }
}
