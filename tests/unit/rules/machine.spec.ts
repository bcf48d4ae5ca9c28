import { test } from '@japa/runner'
import fc from 'fast-check'
import { always, calendarOf } from '#app/rules/calendar'
import type { During, Window } from '#app/rules/definition'
import { decide, type GroupStates, type Happening, type Machine, type Verdict } from '#app/rules/machine'
import { lastRun, nextRun } from '#app/rules/schedule'

const SECOND = 1_000
const HOUR = 3_600_000
const ZONE = 'Asia/Shanghai'
const machineOf = (window: Window, overrides: Partial<Machine> = {}): Machine => ({
  when: { source: 'on', evaluate: ({ on }) => on as boolean },
  window,
  groupings: 'group_by' in window ? (window.group_by ?? []) : [],
  byKey: false,
  calendar: always,
  ...overrides,
})
const fact = (n: number, at: number, fields: Record<string, unknown> = {}): Happening => ({ kind: 'fact', key: `f${n}`, label: `F${n}`, link: null, at, fields: { on: true, place: 'A', ...fields } })
const firesAt = (verdicts: Verdict[]) => verdicts.map(({ at }) => at)

/** Every group is written to a table and read again between two happenings, as live. */
function live(machine: Machine, happenings: Happening[]): Verdict[] {
  const table = new Map<string, string>()
  return happenings.flatMap((happening) => {
    const states: GroupStates = new Map([...table].map(([key, text]) => [key, JSON.parse(text)]))
    const verdicts = decide(machine, states, happening)
    table.clear()
    for (const [key, state] of states) table.set(key, JSON.stringify(state))
    return verdicts
  })
}

const windows = fc.oneof(
  fc.record({ kind: fc.constant('count' as const), more_than: fc.integer({ min: 0, max: 4 }), within_h: fc.constantFrom(0.5, 1, 24), group_by: fc.constantFrom([], [['place']], [['place'], ['kind', 'place']]) }),
  fc.record({ kind: fc.constant('consecutive' as const), count: fc.integer({ min: 1, max: 4 }), group_by: fc.constantFrom([], [['place']]) }),
  fc.record({ kind: fc.constant('duration' as const), for_s: fc.integer({ min: 1, max: 7_200 }), group_by: fc.constantFrom([], [['place']]) }),
  fc.record({ kind: fc.constant('rate' as const), field: fc.constant('value'), per_min: fc.constantFrom(-2, 2), over_s: fc.constantFrom(60, 600), group_by: fc.constantFrom([], [['place']]) }),
  fc.constant({ kind: 'none' as const })
) as unknown as fc.Arbitrary<Window>
const stories = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 0, max: 5_000 }),
      what: fc.constantFrom('fact', 'fact', 'fact', 'withdraw'),
      on: fc.constantFrom(true, true, false),
      place: fc.constantFrom('A', 'B', ''),
      value: fc.integer({ min: -50, max: 50 }),
      back: fc.integer({ min: 1, max: 5 }),
    }),
    { maxLength: 40 }
  )
  .map((steps) => {
    let at = Date.UTC(2026, 2, 2)
    return steps.map(({ gap, what, on, place, value, back }, n): Happening => {
      at += gap * SECOND
      return what === 'fact' ? fact(n, at, { on, place, value, kind: 'k' }) : { kind: 'withdraw', key: `f${n - back}`, at }
    })
  })
const calendars = fc.constantFrom(...([undefined, { hours: '08:00-20:00' }, { hours: '22:00-06:00', weekdays: [1, 3] }] as (During | undefined)[]))

test.group('Rules as a machine (F01, F03, N01, T01)', () => {
  test('N01 what is stored between and ticked at any moment decides as what runs through', ({ assert }) => {
    fc.assert(
      fc.property(windows, stories, calendars, fc.array(fc.nat(), { maxLength: 60 }), (window, story, during, lots) => {
        const machine = machineOf(window, { calendar: calendarOf(during, [], ZONE) })
        const end: Happening = { kind: 'tick', at: (story.at(-1)?.at ?? 0) + 60 * HOUR }
        const straight = live(machine, [...story, end])
        const states: GroupStates = new Map()
        const ticked = [...story, end].flatMap((happening, index) => {
          const before = story[index - 1]?.at ?? happening.at
          const between = lots[index] === undefined ? [] : [before + (lots[index]! % (happening.at - before + 1))]
          return [...between.flatMap((at) => decide(machine, states, { kind: 'tick', at })), ...decide(machine, states, happening)]
        })
        assert.equal(JSON.stringify(ticked), JSON.stringify(straight))
      }),
      { numRuns: 300 }
    )
  })

  test('F03 a sliding window counts to the second, fires once and is armed again by what leaves it', ({ assert }) => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 1, 299, 300, 301, 600, 1_199, 1_200, 3_599, 3_600, 3_601), { maxLength: 40 }), fc.integer({ min: 0, max: 5 }), (gaps, moreThan) => {
        const machine = machineOf({ kind: 'count', more_than: moreThan, within_h: 1 })
        let at = 0
        const times = gaps.map((gap) => (at += gap * SECOND))
        const fired: number[] = []
        let standing = false
        const within = (now: number, upTo: number) => times.slice(0, upTo).filter((time) => now - time <= HOUR).length
        for (const [index, time] of times.entries()) {
          // Whether it fell to the limit at any moment since the last one.
          if (standing && within(time, index) <= moreThan) standing = false
          if (within(time, index + 1) > moreThan && !standing) fired.push(time)
          standing ||= within(time, index + 1) > moreThan
        }
        assert.deepEqual(firesAt(live(machine, times.map((time, n) => fact(n, time)))), fired)
      }),
      { numRuns: 300 }
    )
  })

  test('F03 the same fact told twice counts once; a fact without the field that groups it is left out', ({ assert }) => {
    const machine = machineOf({ kind: 'count', more_than: 1, within_h: 1, group_by: [['place']] })
    assert.deepEqual(live(machine, [fact(1, 0), fact(1, SECOND), fact(2, 2 * SECOND, { place: '' }), fact(3, 3 * SECOND, { place: null })]), [])
    assert.lengthOf(live(machine, [fact(1, 0), fact(2, SECOND)]), 1)
  })

  test('T01 a duration comes due by time alone, at its own instant however late the tick is', ({ assert }) => {
    const machine = machineOf({ kind: 'duration', for_s: 60 })
    assert.deepEqual(firesAt(live(machine, [fact(1, 0), { kind: 'tick', at: 59_999 }])), [])
    assert.deepEqual(firesAt(live(machine, [fact(1, 0), { kind: 'tick', at: 60_000 }])), [60_000])
    assert.deepEqual(firesAt(live(machine, [fact(1, 0), { kind: 'tick', at: 5 * HOUR }])), [60_000])
    assert.deepEqual(firesAt(live(machine, [fact(1, 0), fact(2, 30_000, { on: false }), { kind: 'tick', at: HOUR }])), [])
  })

  test('T01 what stands when the calendar opens fires then, by time alone', ({ assert }) => {
    const machine = machineOf({ kind: 'count', more_than: 0, within_h: 24 }, { calendar: calendarOf({ hours: '08:00-20:00' }, [], ZONE) })
    const night = Date.UTC(2026, 2, 1, 18) // 02:00 in the plant
    const opening = Date.UTC(2026, 2, 2, 0)
    assert.deepEqual(firesAt(live(machine, [fact(1, night), { kind: 'tick', at: opening - 1 }])), [])
    assert.deepEqual(firesAt(live(machine, [fact(1, night), { kind: 'tick', at: opening + 3 * HOUR }])), [opening])
  })

  test('F01 calendars: a night belongs to the day on which it began; shifts and hours go together', ({ assert }) => {
    const night = calendarOf({ hours: '22:00-06:00', weekdays: [1] }, [], ZONE)
    const at = (day: number, hour: number) => Date.UTC(2026, 2, day, hour - 8)
    assert.isTrue(night.isOpen(at(2, 23)), 'Monday')
    assert.isTrue(night.isOpen(at(3, 5)), 'the morning after')
    assert.isFalse(night.isOpen(at(2, 5)), 'that of Sunday')
    assert.equal(night.nextOpening(at(3, 7)), at(9, 22))
    const both = calendarOf({ hours: '06:00-12:00', shifts: ['day'] }, [{ startMinute: 480, endMinute: 1_200 }], ZONE)
    assert.deepEqual([7, 8, 11, 12].map((hour) => both.isOpen(at(2, hour))), [false, true, true, false])
  })

  test('F11 a schedule runs by the plant’s clock; of missed runs the last is made up for', ({ assert }) => {
    const daily = { kind: 'schedule' as const, every: 'day' as const, at: '06:00' }
    const six = (day: number) => Date.UTC(2026, 2, day, -2)
    assert.equal(nextRun(daily, six(3) - 1, ZONE), six(3))
    assert.equal(nextRun(daily, six(3), ZONE), six(4))
    assert.equal(lastRun(daily, six(3), six(3) + 5, ZONE), six(3))
    assert.equal(lastRun(daily, six(3), six(6) + HOUR, ZONE), six(6))
    assert.equal(nextRun({ kind: 'schedule', every: 'hour' }, six(3) + 1, ZONE), six(3) + HOUR)
  })
})
