import { registerImport } from '#app/integrations/imports'
import { booleanColumn, textColumn } from '#app/integrations/imports/columns'
import { definitionImport } from '#app/integrations/imports/definition_import'

/** `import:equipment`: what stands in the areas. */
export function registerEquipmentImport(): void {
  const columns = [
    textColumn('code', { required: true, aliases: ['编码', '设备编码'] }),
    textColumn('area', { required: true, aliases: ['区域', '区域编码'] }),
    textColumn('kind', { required: true, aliases: ['类别'] }),
    textColumn('name', { required: true, aliases: ['名称', '设备名称'] }),
    textColumn('name_en', { required: true, aliases: ['英文名称'] }),
    booleanColumn('active', { aliases: ['在用'] }),
  ]
  registerImport(definitionImport('equipment', columns))
}
