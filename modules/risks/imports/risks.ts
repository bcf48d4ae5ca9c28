import {
  booleanColumn,
  choiceColumn,
  definitionImport,
  numberColumn,
  registerImport,
  textColumn,
  type ImportColumn,
} from '#app/integrations/index'
import { err, ok } from '#app/kernel/result'
import { FAMILIES } from '#modules/risks/definitions/risk_points'

/** `通风 | Ventilate; 监护 | Guardian`: every measure in both languages, for every screen is. */
const measuresColumn: ImportColumn = {
  name: 'measures',
  aliases: ['管控措施', '措施'],
  required: true,
  parse(text) {
    const parts = text.split(/[;;]/).map((part) => part.trim()).filter(Boolean)
    const measures = parts.map((part) => part.split('|').map((word) => word.trim()))
    const odd = measures.findIndex((words) => words.length !== 2 || words.some((word) => word === ''))
    if (odd >= 0) return err(`"${parts[odd]}" is no measure in both languages, such as 通风 | Ventilate.`)
    return ok(measures.map(([zh, en]) => ({ text: zh, text_en: en })))
  },
}

/** `import:risks`: the register out of a table. Factors only: score and grade follow from them, as everywhere (A01, A02). */
export function registerRisksImport(): void {
  const columns = [
    textColumn('code', { required: true, aliases: ['编号', '风险点编号'] }),
    textColumn('area', { required: true, aliases: ['区域'] }),
    textColumn('name', { required: true, aliases: ['名称', '风险点'] }),
    textColumn('name_en', { required: true, aliases: ['英文名称'] }),
    choiceColumn('family', FAMILIES, { required: true, aliases: ['类别'] }),
    choiceColumn('analysis.method', ['lec', 'ls'], { required: true, aliases: ['method', '方法'] }),
    numberColumn('analysis.l', { required: true, aliases: ['l'] }),
    numberColumn('analysis.e', { aliases: ['e'] }),
    numberColumn('analysis.c', { aliases: ['c'] }),
    numberColumn('analysis.s', { aliases: ['s'] }),
    measuresColumn,
    textColumn('responsible', { aliases: ['责任人'] }),
    textColumn('plan', { aliases: ['应急预案'] }),
    booleanColumn('published', { aliases: ['生效'] }),
  ]
  registerImport({ ...definitionImport('risk_points', columns), kind: 'risks' })
}
