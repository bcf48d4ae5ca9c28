import { two } from '#modules/risks/circle_two'
export const one = () => two
