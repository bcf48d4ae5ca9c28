export {
  registerImport,
  type ImportColumn,
  type ImportFault,
  type ImportKind,
  type ImportPlan,
} from '#app/integrations/imports'
export { requestStopByRule } from '#app/integrations/stops/request_stop'
export { definitionImport } from '#app/integrations/imports/definition_import'
export * from '#app/integrations/imports/columns'
export { csvLine } from '#app/integrations/imports/write_csv'
