export { currentGrade } from '#modules/risks/queries/area_grades'
