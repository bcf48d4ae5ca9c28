export { type HazardRow } from '#modules/hazards/rows'
export { reportHazard, type ReportInput } from '#modules/hazards/actions/report_hazard'
