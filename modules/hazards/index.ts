export { openMajorHazards } from '#modules/hazards/queries/open_major'
