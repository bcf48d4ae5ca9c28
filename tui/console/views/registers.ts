import { faultOf, seenOf, type CloseUp, type Look } from '#tui/console/close_up'
import type { Tried } from '#tui/console/open_source'
import type { MemberReply, RegisterReply } from '#tui/console/replies'
import { words, type Item, type Source, type ViewContext } from '#tui/console/view'
import { faultSentences } from '#tui/lib/faults'
import { fact, paragraph, span, type Line, type Span } from '#tui/lib/line'
import { named } from '#tui/lib/reading'
import { fit, widthOf } from '#tui/lib/text_width'
import { UNKNOWN_SHAPE } from '#tui/lib/tones'
import { withUnit } from '#tui/lib/values'

const hex = (word: number): string => (word & 0xffff).toString(16).toUpperCase().padStart(4, '0')
/** Seven digits are what a float holds: here the last one counts. */
const figure = (value: number | null): string => (value === null ? '—' : String(Number(value.toPrecision(7))))
const isWide = (type: string): boolean => type.endsWith('32')

const nameOf = (member: MemberReply, context: ViewContext): string => named(context, { name: member.name, nameEn: member.name_en })

/** How the register is read: as it is set, or as somebody tries it. */
function readingOf(member: MemberReply, register: RegisterReply, tried: Tried | null | undefined): Tried {
  const { type, word_order, scale, offset } = register
  return tried?.point === member.code ? tried : { point: member.code, type, word_order, scale, offset, min: member.min, max: member.max }
}

function lookOf(register: RegisterReply, { type, scale, offset, min, max }: Tried): Look {
  const { unit_id, function: fn, address } = register
  return { unit_id, function: fn, address, count: isWide(type) ? 2 : 1, type, scale, offset, min, max }
}

/** What is not known to be good is not shown as a number. */
export function memberValue(member: MemberReply, { t }: ViewContext): Span {
  if (member.quality === 'bad' || member.value === null) return span(`${UNKNOWN_SHAPE} ${t(member.fault ? `tui.point_fault.${member.fault}` : 'tui.unknown')}`, 'unknown')
  return span(`${member.quality === 'uncertain' ? '~ ' : ''}${withUnit(member.value, member.unit)}`, member.quality === 'good' ? undefined : 'unknown')
}

/** The words in every order, each with its value and whether that can be. */
function orderLines(member: MemberReply, reading: Tried, source: Source, closeUp: CloseUp & { kind: 'register' }, context: ViewContext, width: number): Line[] {
  const { t } = context
  const fault = faultOf(source.closer, closeUp)
  if (fault) return faultSentences(fault, '', t).flatMap((text) => paragraph(`${UNKNOWN_SHAPE} ${text}`, width, 'unknown'))
  const look = seenOf(source.closer, closeUp)?.look
  if (!look) return [[span(t('tui.source.probing'), 'quiet')]]
  const label = context.language === 'en' ? 12 : 10
  return [
    ...fact(t('tui.field.raw'), span(look.raw.map(hex).join(' '), 'strong'), label, width),
    ...look.orders.map(({ order, value, verdict }): Line => {
      const chosen = order === reading.word_order || look.orders.length === 1
      const plausible = verdict === 'plausible'
      const name = isWide(reading.type) ? order : t('tui.source.one_register')
      const names = Math.max(label, widthOf(name) + 3)
      return [
        span(fit(`${chosen ? '▸ ' : '  '}${name}`, names), chosen ? 'action' : 'quiet', chosen),
        span(fit(`${figure(value)} ${value === null ? '' : member.unit}`, Math.min(22, Math.max(8, width - names - 24))), chosen ? 'strong' : undefined),
        span(`${plausible ? '✓' : '✕'} ${t(`telemetry.sources.verdicts.${verdict}`)}`, plausible ? 'grant' : 'grade_orange'),
      ]
    }),
  ]
}

function detail(member: MemberReply, source: Source, closeUp: (CloseUp & { kind: 'register' }) | undefined, context: ViewContext, width: number): Line[] {
  const { t } = context
  const label = context.language === 'en' ? 12 : 10
  const put = (key: string, value: Span) => fact(t(`tui.field.${key}`), value, label, width)
  const head: Line[] = [[span(nameOf(member, context), 'strong', true), span(`  ${member.code}`, 'quiet')]]
  const { register } = member
  if (!register || !closeUp) return [...head, ...put('value', memberValue(member, context)), ...paragraph(t('tui.source.no_register'), width, 'quiet')]
  const reading = readingOf(member, register, source.tried)
  const isTried = source.tried?.point === member.code
  return [
    ...head,
    ...orderLines(member, reading, source, closeUp, context, width),
    ...put('value', memberValue(member, context)),
    ...put('scale', span(`× ${reading.scale}  + ${reading.offset}`, isTried ? 'action' : undefined)),
    ...put('range', span(`${reading.min} – ${reading.max} ${member.unit}`, isTried ? 'action' : undefined)),
    ...put('type', span(`${reading.type}${isWide(reading.type) ? ` ${reading.word_order}` : ''} · ${t(isTried ? 'tui.source.as_tried' : 'tui.source.stored')}`, isTried ? 'action' : undefined)),
    ...paragraph(t('telemetry.sources.place', { unit: register.unit_id, fn: register.function, address: register.address, poll: register.poll_class }), width, 'quiet'),
  ]
}

/** A point of the open source, with what is on the wire. */
export function registerItem(sourceCode: string, member: MemberReply, source: Source, context: ViewContext): Item {
  const { register } = member
  const closeUp = register ? { kind: 'register' as const, source: sourceCode, point: member.code, look: lookOf(register, readingOf(member, register, source.tried)) } : undefined
  const probe = source.openSource?.probe
  const raw = probe?.error ? null : probe?.registers.find(({ point }) => point === member.code)?.raw
  return {
    key: member.code,
    pointCode: member.code,
    ...(register ? { register: { ...register, point: member.code, name: nameOf(member, context), min: member.min, max: member.max } } : {}),
    ...(closeUp ? { closer: closeUp } : {}),
    search: () => words(member.code, member.name, member.name_en, register?.type, register && `${register.unit_id}:${register.address}`),
    cells: () => [
      span(member.code),
      span(nameOf(member, context)),
      span(register ? `${register.unit_id}:${register.address}` : '—', 'quiet'),
      span(register ? `${register.type}${isWide(register.type) ? ` ${register.word_order}` : ''}` : '—', 'quiet'),
      !register ? span('—', 'quiet') : raw ? span(raw.map(hex).join(' ')) : span(UNKNOWN_SHAPE, 'unknown'),
      memberValue(member, context),
    ],
    detail: (width) => detail(member, source, closeUp, context, width),
  }
}
