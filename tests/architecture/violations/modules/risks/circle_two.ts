import { one } from '#modules/risks/circle_one'
export const two = () => one
