import type { HttpContext } from '@adonisjs/core/http'

/** The wall screen; its data comes by the live stream. */
export default class PlantBoardController {
  async show({ inertia }: HttpContext) {
    return inertia.render('board/plant_board', {})
  }
}
