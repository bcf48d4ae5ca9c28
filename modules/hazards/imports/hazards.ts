import db from '@adonisjs/lucid/services/db'
import { findAccount, type AccountSummary } from '#app/identity/index'
import { choiceColumn, registerImport, textColumn, type ImportFault } from '#app/integrations/index'
import { listAreas } from '#app/plant/index'
import { enterHazard } from '#modules/hazards/actions/report_hazard'
import { hazardTypes } from '#modules/hazards/queries/list_hazards'

interface HazardLine {
  code: string
  type: string
  area: string
  reporter: string
  class?: 'hazard' | 'near_miss'
  level?: 'general' | 'major'
  words?: string
}
type Planned = HazardLine & { person: AccountSummary }

/** Numbers of this form are given by the system: a table must not take the next one away. */
const OWN_NUMBER = /^H-\d{4}-/

/** `import:hazards`: a register kept elsewhere. Each line starts the same loop as a report; a number that is known stays as it is. */
export function registerHazardsImport(): void {
  registerImport<HazardLine, Planned>({
    kind: 'hazards',
    columns: [
      textColumn('code', { required: true, aliases: ['编号', '隐患编号'] }),
      textColumn('type', { required: true, aliases: ['类型'] }),
      textColumn('area', { required: true, aliases: ['区域'] }),
      textColumn('reporter', { required: true, aliases: ['上报人', '工号'] }),
      choiceColumn('class', ['hazard', 'near_miss'], { aliases: ['类别'] }),
      choiceColumn('level', ['general', 'major'], { aliases: ['级别'] }),
      textColumn('words', { aliases: ['描述'] }),
    ],
    async plan(rows) {
      const types = new Set((await hazardTypes()).map(({ code }) => code))
      const areas = new Set((await listAreas()).filter(({ active }) => active).map(({ code }) => code))
      const known = new Set((await db.from('hazards').select('code')).map(({ code }) => String(code)))
      const seen = new Set<string>()
      const [add, faults] = [[] as Planned[], [] as ImportFault[]]
      for (const [row, line] of rows.entries()) {
        const person = await findAccount({ code: line.reporter })
        const wrong = (column: string, message: string): ImportFault => ({ row, column, message })
        const found = [
          ...(OWN_NUMBER.test(line.code) && !known.has(line.code) ? [wrong('code', `Numbers such as "${line.code}" are given by the system.`)] : []),
          ...(seen.has(line.code) ? [wrong('code', `"${line.code}" stands in this table twice.`)] : []),
          ...(types.has(line.type) ? [] : [wrong('type', `There is no hazard type "${line.type}".`)]),
          ...(areas.has(line.area) ? [] : [wrong('area', `There is no area "${line.area}".`)]),
          ...(person ? [] : [wrong('reporter', `There is no person "${line.reporter}".`)]),
        ]
        seen.add(line.code)
        faults.push(...found)
        if (found.length === 0 && person && !known.has(line.code)) add.push({ ...line, person })
      }
      const faulty = new Set(faults.map(({ row }) => row)).size
      return { add, change: [], remove: [], unchanged: rows.length - add.length - faulty, faults }
    },
    async apply(tx, { add }, by) {
      for (const { person, code, type, area, words, level = 'general', class: kind = 'hazard' } of add) {
        const reporter = { id: person.id, name: person.name }
        await enterHazard(tx, { class: kind, typeCode: type, areaCode: area, level, words: words ?? null, photos: [], reporter, by, code, quiet: true })
      }
    },
  })
}
