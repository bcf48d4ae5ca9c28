export { type KpiDefinition, kpiDefinitions, registerKpi } from '#app/reports/kpis'
