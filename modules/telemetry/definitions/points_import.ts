import {
  choiceColumn,
  definitionImport,
  numberColumn,
  registerImport,
  textColumn,
  type ImportColumn,
} from '#app/integrations/index'
import { currentPoints, type PointDefinition } from '#modules/telemetry/definitions/points'

/** The register map's columns are those of the contract; the file's own fields keep their names. */
const REGISTER: ImportColumn[] = [
  numberColumn('unit_id', { aliases: ['register.unit_id', '站号'] }),
  numberColumn('function', { aliases: ['register.function', '功能码'] }),
  numberColumn('address', { aliases: ['register.address', '地址', '寄存器地址'] }),
  choiceColumn('type', ['bool', 'int16', 'uint16', 'int32', 'uint32', 'float32'], { aliases: ['register.type', '数据类型'] }),
  choiceColumn('word_order', ['ABCD', 'CDAB', 'BADC', 'DCBA'], { aliases: ['register.word_order', '字序'] }),
  numberColumn('scale', { aliases: ['register.scale', '比例'] }),
  numberColumn('offset', { aliases: ['register.offset', '偏移'] }),
  textColumn('poll_class', { aliases: ['register.poll_class', '采集等级'] }),
]

const POINT: ImportColumn[] = [
  textColumn('point', { required: true, aliases: ['code', '测点', '测点编码'] }),
  textColumn('unit', { aliases: ['单位'] }),
  textColumn('area', { aliases: ['区域'] }),
  textColumn('source', { aliases: ['数据源'] }),
  textColumn('kind', { aliases: ['类别'] }),
  textColumn('name', { aliases: ['名称'] }),
  textColumn('name_en', { aliases: ['英文名称'] }),
  numberColumn('min', { aliases: ['下限量程'] }),
  numberColumn('max', { aliases: ['上限量程'] }),
  ...['ll', 'l', 'h', 'hh'].map((level) => numberColumn(level, { aliases: [`limits.${level}`] })),
]

const PARTS: Record<string, string[]> = {
  register: REGISTER.map(({ name }) => name),
  limits: ['ll', 'l', 'h', 'hh'],
}
const partOf = (name: string): string | undefined => Object.keys(PARTS).find((part) => PARTS[part]!.includes(name))

/** `address` in the table is `register.address` in the definition. */
const fieldOf = (name: string): string => (name === 'point' ? 'code' : [partOf(name), name].filter(Boolean).join('.'))

/**
 * `import:points`: a gateway's register map. A point that is known needs only what is to change, and what the table
 * doesn't name stays as it is, its scaling and limits included; a new point needs all.
 */
export function registerPointImport(): void {
  const columns = [...POINT, ...REGISTER]
  const headings = new Map(columns.map(({ name }) => [fieldOf(name), name]))
  const nested = definitionImport('points', columns.map((column) => ({ ...column, name: fieldOf(column.name) })))
  registerImport({
    ...nested,
    columns,
    async plan(rows: Record<string, unknown>[]) {
      const inForce = new Map((await currentPoints()).map((point) => [point.code, point]))
      const plan = await nested.plan(rows.map((row) => completed(row, inForce.get(String(row.point)))))
      return { ...plan, faults: plan.faults.map((fault) => ({ ...fault, column: headings.get(fault.column ?? '') })) }
    },
  })
}

/** From the flat columns of a table to the nested fields of a definition, over what is in force. */
function completed({ point, ...row }: Record<string, unknown>, inForce?: PointDefinition): Record<string, unknown> {
  const whole: Record<string, unknown> = { ...inForce, code: point }
  for (const [name, value] of Object.entries(row)) {
    const part = partOf(name)
    if (part) whole[part] = { ...(whole[part] as object | null), [name]: value }
    else whole[name] = value
  }
  return whole
}
