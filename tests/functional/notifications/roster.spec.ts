import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { transact } from '#app/kernel/transaction'
import { resolveRecipients } from '#app/notifications/index'
import { shiftAt } from '#app/plant/shift'
import { frozenClock } from '#tests/support/clock'
import { person, type TestPerson } from '#tests/support/people'

const TEAM = 'roster-team'
/** 2026-03-02 in Shanghai, which is eight hours ahead all year. */
const shanghai = (hour: number, minute = 0, second = 0, ms = 0): number => Date.UTC(2026, 2, 2, hour - 8, minute, second, ms)

test.group('The roster at that moment (A15, F09)', (group) => {
  let members: Record<'night' | 'day' | 'evening' | 'always', TestPerson>

  group.setup(async () => {
    const shifts = [['night', 0, 480], ['day', 480, 960], ['evening', 960, 0]] as const
    for (const [code, start_minute, end_minute] of shifts)
      await db.knexQuery().insert({ code, name: code, name_en: code, start_minute, end_minute }).into('shifts').onConflict('code').merge()
    members = { night: await person(), day: await person(), evening: await person(), always: await person() }
    await db.table('teams').insert({ code: TEAM, name: TEAM, name_en: TEAM })
    for (const [shift, { code }] of Object.entries(members))
      await db.table('team_members').insert({ team_code: TEAM, account_code: code, shift_code: shift === 'always' ? null : shift })
  })

  const onDuty = async (at: number): Promise<string[]> => {
    const clock = frozenClock(at)
    try {
      const found = await transact((tx) => resolveRecipients(tx, { team: TEAM }))
      return Object.entries(members).flatMap(([shift, { id }]) => (found.some((one) => one.id === id) ? [shift] : []))
    } finally {
      clock.restore()
    }
  }

  test('A15 changes at the shift change to the millisecond, at day, evening and midnight', async ({ assert }) => {
    assert.deepEqual(await onDuty(shanghai(7, 59, 59, 999)), ['night', 'always'])
    assert.deepEqual(await onDuty(shanghai(8)), ['day', 'always'])
    assert.deepEqual(await onDuty(shanghai(15, 59, 59, 999)), ['day', 'always'])
    assert.deepEqual(await onDuty(shanghai(16)), ['evening', 'always'])
    assert.deepEqual(await onDuty(shanghai(23, 59, 59, 999)), ['evening', 'always'])
    assert.deepEqual(await onDuty(shanghai(24)), ['night', 'always'])
  })

  test('A15 somebody who has left the plant is not told, and somebody in two shifts is told once', async ({ assert }) => {
    await db.table('team_members').insert({ team_code: TEAM, account_code: members.day.code, shift_code: 'evening' })
    assert.deepEqual(await onDuty(shanghai(17)), ['day', 'evening', 'always'])
    await db.from('accounts').where('id', members.evening.id).update({ active: false })
    assert.deepEqual(await onDuty(shanghai(17)), ['day', 'always'])
  })

  test('A15 where clocks change, a shift keeps its wall-clock times and nobody is on duty twice or never', ({ assert }) => {
    const shifts = [['night', 0, 480], ['day', 480, 960], ['evening', 960, 0]].map(([code, startMinute, endMinute]) => ({ code, name: code, nameEn: code, startMinute, endMinute })) as Parameters<typeof shiftAt>[0]
    const zone = 'Europe/Berlin'
    // 2026-03-29 02:00 becomes 03:00, 2026-10-25 03:00 becomes 02:00.
    for (const [day, hours] of [[Date.UTC(2026, 2, 28, 23), 23], [Date.UTC(2026, 9, 24, 22), 25]] as const) {
      const minutes = Array.from({ length: hours * 60 }, (_, minute) => shiftAt(shifts, day + minute * 60_000, zone)?.shift.code ?? 'nobody')
      assert.notInclude(minutes, 'nobody')
      assert.deepEqual([...new Set(minutes)], ['night', 'day', 'evening'])
      assert.equal(minutes.filter((code) => code === 'night').length, (hours - 16) * 60)
    }
  })
})
