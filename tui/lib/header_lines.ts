import type { BoardSnapshot, Heart } from '#app/board/snapshot'
import { dataAge, type Link } from '#tui/lib/link'
import { fitLine, span, spread, type Line, type Span } from '#tui/lib/line'
import { faultSentences } from '#tui/lib/faults'
import { dayText, secondsText, spanText } from '#tui/lib/time'
import { cut } from '#tui/lib/text_width'
import { alarmTone, PRIORITIES, PRIORITY_SHAPES, UNKNOWN_SHAPE } from '#tui/lib/tones'
import { localParams, named, type ReadContext } from '#tui/lib/reading'

/** Narrower than this, a running drill takes the place of the plant's name and the date. */
const ROOM_FOR_PLANT = 110
const DRILL_NAME = 14

export interface HeaderFacts {
  link: Link
  url: string
  /** This machine's clock, only for the age of the data. */
  machineNow: number
  person: string | null
}

function heart(name: string, beat: Heart, context: ReadContext): Line {
  if (context.stale) return [span(`${name} ?`, 'unknown'), span('  ')]
  if (!beat.ok)
    return [
      span(
        `${name} ✕ ${beat.ageMs === null ? context.t('tui.header.silent') : spanText(beat.ageMs, context.t)}`,
        'deny',
        true
      ),
      span('  '),
    ]
  return [span(`${name} `, 'quiet'), span('♥', 'grant'), span('  ')]
}

/** Last known counts in brackets: they are not nothing, and they are not now. */
const counted = (value: number, context: ReadContext): string => (context.stale ? `?(${value})` : String(value))

function counts(board: BoardSnapshot, context: ReadContext): Line {
  const { t } = context
  const shapes = PRIORITIES.flatMap((priority): Line => {
    const count = board.alarms.byPriority[priority]
    const tone = count > 0 && !context.stale ? alarmTone(priority) : 'quiet'
    return [span(`${PRIORITY_SHAPES[priority]}${counted(count, context)}`, tone, count > 0), span(' ')]
  })
  const waiting = board.alarms.unacknowledged
  const unknown = board.points.unknown
  return [
    span(`${t('tui.header.alarms')} `, 'quiet'),
    ...shapes,
    span(
      t('tui.header.unacknowledged', { count: counted(waiting, context) }),
      waiting > 0 ? 'strong' : 'quiet',
      waiting > 0
    ),
    span('  '),
    span(
      `${UNKNOWN_SHAPE} ${t('tui.header.unknown', { count: counted(unknown, context) })}`,
      unknown > 0 || context.stale ? 'unknown' : 'quiet'
    ),
    span(`  ${t('tui.header.people', { count: counted(board.people.inside, context) })}`, 'quiet'),
    span(
      `  ${t('tui.header.permits', { active: counted(board.permits.active, context), suspended: counted(board.permits.suspended, context) })}`,
      'quiet'
    ),
  ]
}

function linkSpan({ link, machineNow }: HeaderFacts, { t }: ReadContext): Span {
  const age = dataAge(link, machineNow)
  if (link.state === 'connecting') return span(t('tui.link.connecting'), 'quiet')
  if (link.state === 'lost')
    return span(
      `✕ ${age === null ? t('tui.link.lost') : t('tui.link.lost_since', { span: spanText(age, t) })}`,
      'deny',
      true
    )
  if (link.state === 'polling') return span(`~ ${t('tui.link.polling', { span: spanText(age ?? 0, t) })}`, 'alarm_3')
  return span(`● ${t('tui.link.live')}`, 'grant')
}

/** The most important thing now; the line to the server comes before what once came over it. */
function headline(facts: HeaderFacts, context: ReadContext, width: number): Line {
  const { t } = context
  const { link, url } = facts
  const board = link.board
  if (context.stale && link.fault) {
    const [why = ''] = faultSentences(link.fault, url, t)
    const first = board ? `${t('tui.link.history')} · ` : ''
    return [span(fillText(`✕ ${first}${why}`, width), 'deny')]
  }
  if (!board) return [span(t('tui.link.connecting_to', { url }), 'quiet')]
  if (context.stale) return [span(fillText(`${UNKNOWN_SHAPE} ${t('tui.link.history')}`, width), 'unknown')]
  if (!board.headline) return [span(`✓ ${t('tui.header.all_quiet')}`, 'quiet')]
  const { key, params, priority } = board.headline
  return [
    span(
      fillText(`${PRIORITY_SHAPES[priority]} ${t(key, localParams(params, context))}`, width),
      alarmTone(priority),
      true
    ),
  ]
}

const fillText = (text: string, width: number): string =>
  fitLine([span(text)], width)
    .map((part) => part.text)
    .join('')

/** Three lines: plant, clock and hearts; alarms and counts; the one thing that matters now. */
export function headerLines(facts: HeaderFacts, context: ReadContext, width: number): Line[] {
  const { t, now, zone } = context
  const board = facts.link.board
  const link = linkSpan(facts, context)
  const who = facts.person ? [span(facts.person, 'quiet'), span(' ')] : []
  if (!board)
    return [spread([span(t('tui.product'), 'strong', true)], [link], width), [], headline(facts, context, width)]
  const { drill } = board
  // In a drill a small screen says that first, then the time and whether the plant is watched: the rest is known.
  const tight = drill !== null && width < ROOM_FOR_PLANT
  const plant: Line = [
    ...(drill ? [span(` ${t('tui.header.drill', { name: cut(drill.name, tight ? DRILL_NAME : width), left: spanText(Math.max(0, drill.until - now), t) })} `, 'selected', true), span(' ')] : []),
    ...(tight ? [] : [span(named(context, board.plant), 'strong', true)]),
    // A line to the server that is lost needs the room, and matters more than the date.
    span(context.stale ? '  ' : tight ? '' : `  ${dayText(now, zone)} `, 'quiet'),
    span(secondsText(now, zone), 'strong'),
    span('  '),
    ...heart(t('tui.header.engine'), board.health.engine, context),
    ...heart(t('tui.header.historian'), board.health.historian, context),
  ]
  const others = (['broker', 'audit', 'outbox'] as const).filter((name) => !board.health[name].ok || width >= 140)
  for (const name of others) plant.push(...heart(t(`tui.header.${name}`), board.health[name], context))
  return [spread(plant, [link], width), spread(counts(board, context), who, width), headline(facts, context, width)]
}
