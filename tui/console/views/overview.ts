import type { BoardArea, BoardSnapshot } from '#app/board/snapshot'
import { fact, fitLine, span, type Line, type Span } from '#tui/lib/line'
import { sparkline } from '#tui/lib/sparkline'
import { fit } from '#tui/lib/text_width'
import { alarmTone, gradeTone, PRIORITY_SHAPES, UNKNOWN_SHAPE } from '#tui/lib/tones'
import { withUnit } from '#tui/lib/values'
import { alarmLine, sortAlarms } from '#tui/console/views/alarms'
import { mapLines } from '#tui/lib/plant_map'
import { named, whenFresh, words, type Item, type View, type ViewContext } from '#tui/console/view'

/** Site, then each workshop with its areas below it; what has no parent on the board stands at the top. */
export function areaTree(areas: BoardArea[]): { area: BoardArea; depth: number }[] {
  const known = new Set(areas.map((area) => area.code))
  const children = new Map<string | null, BoardArea[]>()
  for (const area of areas) {
    const parent = area.parentCode !== null && known.has(area.parentCode) && area.parentCode !== area.code ? area.parentCode : null
    children.set(parent, [...(children.get(parent) ?? []), area])
  }
  const tree: { area: BoardArea; depth: number }[] = []
  const seen = new Set<string>()
  const visit = (area: BoardArea, depth: number) => {
    if (seen.has(area.code)) return
    seen.add(area.code)
    tree.push({ area, depth })
    for (const child of children.get(area.code) ?? []) visit(child, depth + 1)
  }
  for (const area of children.get(null) ?? []) visit(area, 0)
  // Areas that name each other as parent have no top; they are shown all the same.
  for (const area of areas) visit(area, 0)
  return tree
}

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

function detail(area: BoardArea, board: BoardSnapshot, context: ViewContext, width: number, height: number): Line[] {
  const { t } = context
  const label = context.language === 'en' ? 12 : 10
  const row = (key: string, value: Span) => fact(t(`tui.field.${key}`), value, label, width)
  const alarms = sortAlarms(board.alarms.items.filter((alarm) => alarm.areaCode === area.code))
  const people = board.people.items.filter((person) => person.areaCode === area.code)
  const assessed = area.assessedGrade && area.assessedGrade !== area.grade
  const facts = [
    [span(named(context, area), 'strong', true), span(`  ${area.code}`, 'quiet')],
    ...row('access', accessSpan(area, context)),
    ...row('grade', gradeSpan(area, context)),
    ...(assessed ? row('assessed', span(t(`tui.grade.${area.assessedGrade}`), 'quiet')) : []),
    ...(area.gasClass ? row('gas_class', span(area.gasClass)) : []),
    ...row('points', span(t('tui.overview.points', { total: area.points, unknown: area.unknownPoints }), area.unknownPoints > 0 ? 'unknown' : undefined)),
    ...alarms.slice(0, 6).map((alarm) => alarmLine(alarm, context)),
    ...(people.length > 0 ? row('people', span(people.map((person) => person.name).join(' '))) : []),
  ]
  const kpis = kpiLines(board, context, width)
  const map = mapLines(board.areas, context, width, Math.min(18, height - facts.length - kpis.length - 2), area.code)
  return [...facts, [], ...kpis, [], ...map]
}

/** A room names its own figures: `<room>.<name>` is the message `<room>.kpi.<name>`. */
export const kpiName = (code: string, { t }: Pick<ViewContext, 't'>): string => t(code.replace('.', '.kpi.'))

/** Each figure with its target and its trend; ✓ or ! says whether it is where it should be. */
export function kpiLines(board: BoardSnapshot, context: ViewContext, width: number): Line[] {
  return board.kpis.map((kpi) => {
    const good = kpi.value === null || kpi.target === null ? null : kpi.good === 'up' ? kpi.value >= kpi.target : kpi.value <= kpi.target
    const mark = good === null ? span('  ') : good ? span('✓ ', 'grant') : span('! ', 'alarm_3')
    const target = kpi.target === null ? '' : `${kpi.good === 'up' ? '≥' : '≤'} ${withUnit(kpi.target, kpi.unit)}`
    const name = kpiName(kpi.code, context)
    return fitLine(
      [
        mark,
        span(fit(name, Math.max(8, width - 38))),
        kpi.value === null ? span(fit(`${UNKNOWN_SHAPE} ?`, 10, 'right'), 'unknown') : span(fit(withUnit(kpi.value, kpi.unit), 10, 'right'), 'strong'),
        span(fit(` ${target}`, 12), 'quiet'),
        span(` ${sparkline(kpi.trend, 12)}`, 'action'),
      ],
      width
    )
  })
}

const toItem = (area: BoardArea, depth: number, board: BoardSnapshot, context: ViewContext): Item => ({
  key: area.code,
  search: words(area.name, area.nameEn, area.code, context.t(`tui.access.${area.access}`), area.grade && context.t(`tui.grade.${area.grade}`)),
  cells: [
    span(`${'  '.repeat(Math.min(depth, 3))}${named(context, area)}`, area.kind === 'area' ? undefined : 'strong'),
    alarmSpan(area),
    accessSpan(area, context),
    gradeSpan(area, context),
    area.people > 0 ? whenFresh(context, String(area.people)) : count(0),
    area.unknownPoints > 0 ? span(`${UNKNOWN_SHAPE}${area.unknownPoints}`, 'unknown') : count(0),
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
  items: ({ board }, context) => board && areaTree(board.areas).map(({ area, depth }) => toItem(area, depth, board, context)),
  data: ({ board }) => board,
}

