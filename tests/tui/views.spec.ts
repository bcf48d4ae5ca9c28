import { test } from '@japa/runner'
import { sortAlarms } from '#tui/lib/alarm_words'
import { plainText } from '#tui/lib/line'
import { parseCommand } from '#tui/console/commands'
import type { ViewContext } from '#tui/console/view'
import { findView, VIEWS } from '#tui/console/views'
import { sortAreas } from '#tui/console/views/overview'
import { sortPoints } from '#tui/console/views/points'
import { BOARD_AT, usualBoard } from '#tests/support/board_fixture'
import { context, messagesIn } from '#tests/support/terminal_words'

const source = (board = usualBoard()) => ({ board, audit: null, inbox: null })
const cellsOf = (view: keyof typeof VIEWS, language: 'zh-CN' | 'en' = 'en', more = {}) =>
  VIEWS[view]
    .items(source(), context(language, more))!
    .map((item) => plainText(item.cells().map((cell) => ({ ...cell, text: `${cell.text}|` }))))

test.group('views', () => {
  test('alarms: newest unacknowledged first, then what stands, then what waits for the reset', ({ assert }) => {
    assert.deepEqual(
      sortAlarms(usualBoard().alarms.items).map((alarm) => alarm.id),
      ['a-co-hh', 'a-bf8', 'a-co-h', 'a-holder']
    )
  })

  test('an alarm that has just come is on top although its priority is lower', ({ assert }) => {
    const { items } = usualBoard().alarms
    const late = { ...items[3]!, id: 'late', state: 'active_unacknowledged', raisedAt: BOARD_AT - 1 }
    assert.equal(sortAlarms([...items, late])[0]!.id, 'late')
  })

  test('N09 names of people, companies and reasons are English in English where there is an English one', ({ assert }) => {
    const said = (view: keyof typeof VIEWS, language: 'zh-CN' | 'en') =>
      VIEWS[view]
        .items(source(), context(language))!
        .flatMap((item) => [plainText(item.cells()), ...item.detail(70, 20).map(plainText)])
        .join('\n')
    const pairs: [keyof typeof VIEWS, string, string][] = [
      ['people', '许佳', 'Xu Jia'], ['people', '鑫达检修', 'Xinda Maintenance'], ['permits', '王建国', 'Wang Jianguo'], ['permits', '作业已停止', 'work stopped'],
      ['hazards', '林涛', 'Lin Tao'], ['bypasses', '王敏', 'Wang Min'],
    ]
    for (const [view, chinese, english] of pairs) {
      assert.include(said(view, 'en'), english)
      assert.notInclude(said(view, 'en'), chinese)
      assert.include(said(view, 'zh-CN'), chinese)
      assert.notInclude(said(view, 'zh-CN'), english)
    }
    assert.include(said('people', 'en'), '唐亮')
  })

  test('points: the unknown come first, then the nearest to a limit', ({ assert }) => {
    const codes = sortPoints(usualBoard().points.items).map((point) => point.code)
    assert.deepEqual(codes.slice(0, 4), ['COKE-GAS.AT301.CO', 'GAS2.AT204.CO', 'GAS2.AT201.CO', 'GAS2.AT202.CO'])
  })

  test('areas: trouble first, and sites only when something is said of them', ({ assert }) => {
    const codes = sortAreas(usualBoard().areas).map((area) => area.code)
    assert.deepEqual(codes.slice(0, 2), ['GAS2', 'BF8'])
    assert.notInclude(codes, 'PLANT')
  })

  test('a bad value is unknown, not its last number', ({ assert }) => {
    const row = cellsOf('points').find((text) => text.startsWith('GAS2.AT204.CO'))!
    assert.include(row, '▒ unknown')
    assert.notInclude(row, '2.2')
  })

  test('without a connection no value passes for the present', ({ assert }) => {
    for (const row of cellsOf('points', 'en', { stale: true })) assert.include(row, '▒ unknown')
  })

  test('a history that was not given is not called none', ({ assert }) => {
    const detail = (trend: ViewContext['trend']) =>
      VIEWS.points
        .items(source(), context('en', { trend }))!
        .find((item) => item.key === 'GAS2.AT201.CO')!
        .detail(60, 20)
        .map(plainText)
        .join('\n')
    const trend = { pointCode: 'GAS2.AT201.CO', from: 0, to: 3_600_000 }
    assert.include(detail({ ...trend, samples: null, failed: true }), 'History not known')
    assert.include(detail({ ...trend, samples: [], failed: false }), 'No history')
    assert.include(detail({ ...trend, samples: null, failed: false }), 'Fetching the trend')
    assert.include(detail({ ...trend, pointCode: 'OTHER', samples: [], failed: false }), 'Fetching the trend')
  })

  test('both languages name the same things', ({ assert }) => {
    assert.include(cellsOf('alarms', 'zh-CN')[0], '一氧化碳浓度高高')
    assert.include(cellsOf('alarms', 'en')[0], 'CO very high')
    assert.include(cellsOf('permits', 'zh-CN').join(), '‖ 已暂停')
  })

  test('no board: not known, which is not the same as nothing', ({ assert }) => {
    for (const view of Object.values(VIEWS))
      assert.isNull(view.items({ board: null, audit: null, inbox: null }, context('en')))
  })

  test('a view is found by name, number, beginning, and in Chinese', ({ assert }) => {
    const { t } = messagesIn('zh-CN')
    const nameOf = (id: string) => t(`tui.view.${id}`)
    assert.equal(findView('alarms', nameOf), 'alarms')
    assert.equal(findView('6', nameOf), 'points')
    assert.equal(findView('haz', nameOf), 'hazards')
    assert.equal(findView('报警', nameOf), 'alarms')
    assert.isNull(findView('p', nameOf))
    assert.isNull(findView('', nameOf))
  })

  test('commands', ({ assert }) => {
    const { t } = messagesIn('en')
    assert.deepEqual(parseCommand(' q ', t), { kind: 'quit' })
    assert.deepEqual(parseCommand('ack seen  it', t), { kind: 'acknowledge', note: 'seen it' })
    assert.deepEqual(parseCommand('ack', t), { kind: 'acknowledge', note: null })
    assert.deepEqual(parseCommand('lang zh', t), { kind: 'language', language: 'zh-CN' })
    assert.deepEqual(parseCommand('lang klingon', t), { kind: 'unknown', text: 'lang klingon' })
    assert.deepEqual(parseCommand('audit', t), { kind: 'view', view: 'audit' })
  })

  test('N06 bypasses: who answers, what is left, and what is over says so', ({ assert }) => {
    const [over, near] = cellsOf('bypasses')
    assert.match(over!, /door held open\|Gas area 2 north gate\|.*Wang Min\|to be restored/)
    assert.match(near!, /output inhibited\|Gas area 2 fan 1\|.*10 min/)
    const detail = VIEWS.bypasses.items(source(), context('en', {}))![1]!.detail(70, 20).map(plainText).join('\n')
    assert.include(detail, '便携式报警仪，两人监护')
  })

  test('N04 blind spots: what, since when, and what mends it', ({ assert }) => {
    const rows = cellsOf('blind')
    assert.match(rows[0]!, /Gas area 2 gate\|gate silent\|6 min\|Go to the gate/)
    assert.match(rows[2]!, /never read\|never\|/)
  })

  test('L08 people: the time left in gas, and who should be out by now', ({ assert }) => {
    const rows = cellsOf('people')
    assert.isTrue(rows.some((row) => /Xu Jia.*4 min\|$/.test(row)), rows.join('\n'))
    assert.isTrue(rows.some((row) => /唐亮.*time over\|$/.test(row)), rows.join('\n'))
  })

  test('N10 a drill is answered and ended by command', ({ assert }) => {
    const { t } = messagesIn('en')
    assert.deepEqual(parseCommand('drill ack', t), { kind: 'drill', act: 'acknowledge' })
    assert.deepEqual(parseCommand('drill end', t), { kind: 'drill', act: 'end' })
    assert.equal(parseCommand('drill', t).kind, 'unknown')
  })
})
