import type { BoardArea, BoardSnapshot } from '#app/board/snapshot'
import { fact, span, type Line, type Span } from '#tui/lib/line'
import { kpiLines } from '#tui/lib/kpi_lines'
import { alarmTone, gradeTone, PRIORITY_SHAPES, UNKNOWN_SHAPE } from '#tui/lib/tones'
import { alarmLine, sortAlarms } from '#tui/lib/alarm_words'
import { mapLines } from '#tui/lib/plant_map'
import { predictionLines } from '#tui/lib/prediction_lines'
import { named, whenFresh } from '#tui/lib/reading'
import { words, type Item, type View, type ViewContext } from '#tui/console/view'

const GRADES = ['blue', 'yellow', 'orange', 'red']

/** How much an area wants to be looked at; 0 is an ordinary day. */
function loudness(area: BoardArea): number {
  const alarm = area.alarm ? (5 - area.alarm) * 1000 : 0
  const access = area.access === 'closed' ? 500 : area.access === 'restricted' ? 50 : 0
  const grade = area.grade ? GRADES.indexOf(area.grade) * 10 : 0
  return alarm + access + (area.blind > 0 ? 100 : 0) + grade
}

/** Trouble first, the rest as the plant is laid out; site and workshops only when something is said of themselves. */
export const sortAreas = (areas: BoardArea[]): BoardArea[] =>
  areas.filter((area) => area.kind === 'area' || loudness(area) > 0).sort((a, b) => loudness(b) - loudness(a))

const gradeSpan = (area: BoardArea, context: ViewContext): Span =>
  area.grade ? span(`◢ ${context.t(`tui.grade.${area.grade}`)}`, gradeTone(area.grade)) : span('—', 'quiet')

const accessSpan = (area: BoardArea, context: ViewContext): Span => {
  const text = context.t(`tui.access.${area.access}`)
  if (area.access === 'closed') return span(`✕ ${text}`, 'deny', true)
  return area.access === 'restricted' ? span(`! ${text}`, 'alarm_3') : span(text, 'quiet')
}

const alarmSpan = (area: BoardArea): Span =>
  area.alarm ? span(`${PRIORITY_SHAPES[area.alarm]}${area.alarm}`, alarmTone(area.alarm), true) : span('')

const count = (value: number): Span => (value === 0 ? span('·', 'line') : span(String(value)))

const parentOf = (area: BoardArea, board: BoardSnapshot): BoardArea | undefined =>
  board.areas.find((one) => one.code === area.parentCode)

function detail(area: BoardArea, board: BoardSnapshot, context: ViewContext, width: number, height: number): Line[] {
  const { t } = context
  const label = context.language === 'en' ? 12 : 10
  const row = (key: string, value: Span) => fact(t(`tui.field.${key}`), value, label, width)
  const alarms = sortAlarms(board.alarms.items.filter((alarm) => alarm.areaCode === area.code))
  const people = board.people.items.filter((person) => person.areaCode === area.code)
  const parent = parentOf(area, board)
  const assessed = area.assessedGrade && area.assessedGrade !== area.grade
  const facts = [
    [span(named(context, area), 'strong', true), span(`  ${area.code}`, 'quiet')],
    ...(parent ? row('belongs', span(named(context, parent), 'quiet')) : []),
    ...row('access', accessSpan(area, context)),
    ...row('grade', gradeSpan(area, context)),
    ...(assessed ? row('assessed', span(t(`tui.grade.${area.assessedGrade}`), 'quiet')) : []),
    ...(area.gasClass ? row('gas_class', span(area.gasClass)) : []),
    ...row(
      'points',
      span(
        t('tui.overview.points', { total: area.points, unknown: area.unknownPoints }),
        area.unknownPoints > 0 ? 'unknown' : undefined
      )
    ),
    ...alarms.slice(0, 6).map((alarm) => alarmLine(alarm, context)),
    ...predictionLines(board.predictions.items.filter(({ areaCode }) => areaCode === area.code), context, width),
    ...(people.length > 0 ? row('people', span(people.map((person) => named(context, person)).join(' '))) : []),
  ]
  const kpis = kpiLines(board, context, width)
  const map = mapLines(board.areas, context, width, Math.min(26, height - facts.length - kpis.length - 2), area.code)
  return [...facts, [], ...kpis, [], ...map]
}

const toItem = (area: BoardArea, board: BoardSnapshot, context: ViewContext): Item => ({
  key: area.code,
  search: () =>
    words(
      area.name,
      area.nameEn,
      area.code,
      parentOf(area, board)?.name,
      parentOf(area, board)?.nameEn,
      context.t(`tui.access.${area.access}`),
      area.grade && context.t(`tui.grade.${area.grade}`)
    ),
  cells: () => [
    span(named(context, area), loudness(area) >= 100 ? 'strong' : undefined),
    alarmSpan(area),
    accessSpan(area, context),
    gradeSpan(area, context),
    area.people > 0 ? whenFresh(context, String(area.people)) : count(0),
    area.blind > 0 ? span(`${UNKNOWN_SHAPE}${area.blind}`, 'unknown') : count(0),
    count(area.permits),
  ],
  detail: (width, height) => detail(area, board, context, width, height),
})

export const overview: View = {
  id: 'overview',
  columns: [
    { title: 'tui.column.area', width: 14, grow: 1, spare: 0 },
    { title: 'tui.column.alarm', width: 5, spare: 0 },
    { title: 'tui.column.access', width: 12, spare: 0 },
    { title: 'tui.column.grade', width: 9, spare: 1 },
    { title: 'tui.column.people', width: 6, align: 'right', spare: 0 },
    { title: 'tui.column.unknown', width: 7, align: 'right', spare: 0 },
    { title: 'tui.column.permits', width: 7, align: 'right', spare: 2 },
  ],
  items: ({ board }, context) => board && sortAreas(board.areas).map((area) => toItem(area, board, context)),
  data: ({ board }) => board,
}
