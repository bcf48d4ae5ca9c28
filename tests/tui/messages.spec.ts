import { test } from '@japa/runner'
import { VIEW_IDS } from '#tui/console/view'
import { VIEWS } from '#tui/console/views'
import { chooseLanguage } from '#tui/lib/language'
import { relativeText, secondsText, spanText } from '#tui/lib/time'
import { BOARD_AT } from '#tests/support/board_fixture'
import { messagesIn } from '#tests/support/terminal_words'

const MINUTE = 60_000
const STATES = {
  alarm_state: ['active_unacknowledged', 'active_acknowledged', 'cleared_unacknowledged', 'latched', 'normal'],
  alarm_next: ['active_unacknowledged', 'active_acknowledged', 'cleared_unacknowledged', 'latched', 'normal'],
  permit_state: [
    'draft',
    'submitted',
    'awaiting_approval',
    'issued',
    'started',
    'suspended',
    'finished',
    'closed',
    'rejected',
    'withdrawn',
    'cancelled',
    'expired',
  ],
  access: ['normal', 'restricted', 'closed'],
  grade: ['red', 'orange', 'yellow', 'blue'],
  quality: ['good', 'uncertain', 'bad', 'no_link'],
  point_fault: ['never_read', 'stale', 'frozen', 'out_of_range', 'not_a_number', 'device', 'lost'],
}

test.group('words of the terminal', () => {
  for (const language of ['zh-CN', 'en'] as const)
    test(`every heading and every state has its word in ${language}`, ({ assert }) => {
      const { has } = messagesIn(language)
      const keys = [
        ...VIEW_IDS.flatMap((id) => [`tui.view.${id}`, `tui.empty.${id}`]),
        ...Object.values(VIEWS).flatMap((view) => view.columns.map((column) => column.title)),
        ...Object.entries(STATES).flatMap(([group, states]) => states.map((state) => `tui.${group}.${state}`)),
      ]
      assert.deepEqual(
        keys.filter((key) => !has(key)),
        []
      )
    })

  test('a missing word shows its name and does not darken the screen', ({ assert }) => {
    assert.equal(messagesIn('en').t('nowhere.hot_work'), 'hot work')
  })

  test('times are in the largest unit that says enough', ({ assert }) => {
    const { t } = messagesIn('en')
    const told = [0, 59_999, 119_999, 2 * MINUTE, 119 * MINUTE, 120 * MINUTE, 47 * 60 * MINUTE, 48 * 60 * MINUTE].map(
      (ms) => spanText(ms, t)
    )
    assert.deepEqual(told, ['0 s', '59 s', '119 s', '2 min', '119 min', '2 h', '47 h', '2 d'])
    assert.equal(relativeText(BOARD_AT + 12 * MINUTE, BOARD_AT, t), 'in 12 min')
    assert.equal(relativeText(BOARD_AT - 12 * MINUTE, BOARD_AT, messagesIn('zh-CN').t), '12 分钟前')
  })

  test('the clock is the plant’s, wherever the console runs', ({ assert }) => {
    assert.equal(secondsText(BOARD_AT, 'Asia/Shanghai'), '09:05:12')
    assert.equal(secondsText(BOARD_AT, 'UTC'), '01:05:12')
  })

  test('the option decides the language, then the environment, then the plant', ({ assert }) => {
    assert.equal(chooseLanguage('english', 'zh'), 'en')
    assert.equal(chooseLanguage(undefined, 'en_US.UTF-8'), 'en')
    assert.equal(chooseLanguage(undefined, undefined), 'zh-CN')
    assert.equal(chooseLanguage('??', undefined), 'zh-CN')
  })
})
