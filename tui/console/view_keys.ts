import { askRestore, beginCommand } from '#tui/console/alarm_questions'
import { begin, toggleGroup, toggleSource, trendOfChosen, type Facts } from '#tui/console/moves'
import { askBacktest, askMode } from '#tui/console/rule_questions'
import type { ConsoleState } from '#tui/console/state'
import type { ViewId } from '#tui/console/view'

/** A letter that means something in one view; its name is `tui.key.<name>`. */
export interface ViewKey {
  letter: string
  name: string
  press(state: ConsoleState, facts: Facts): ConsoleState
}

interface ViewKeys {
  keys: ViewKey[]
  /** Commands of this view, as the help shows them. */
  commands: string[]
}

const key = (letter: string, name: string, press: ViewKey['press']): ViewKey => ({ letter, name, press })
const trend = key('t', 'trend', trendOfChosen)

const KEYS: Partial<Record<ViewId, ViewKeys>> = {
  alarms: {
    keys: [
      key('a', 'acknowledge', (state, facts) => begin(state, 'note', facts)),
      key('r', 'reset', (state, facts) => begin(state, 'reset', facts)),
      key('o', 'group', toggleGroup),
      key('s', 'shelve', (state, facts) => beginCommand(state, 'shelve 30m ', facts)),
      key('x', 'out_of_service', (state, facts) => beginCommand(state, 'oos 8h ', facts)),
      trend,
    ],
    commands: [':ack [note]', ':ackall [note]', ':reset', ':shelve 30m reason', ':oos 8h reason', ':group'],
  },
  points: { keys: [trend], commands: [':trend CODE'] },
  bypasses: { keys: [key('u', 'restore', askRestore)], commands: [':unshelve', ':inservice'] },
  rules: {
    keys: [
      key('e', 'enable', (state, facts) => askMode(state, 'live', facts)),
      key('s', 'shadow', (state, facts) => askMode(state, 'shadow', facts)),
      key('d', 'disable', (state, facts) => askMode(state, 'off', facts)),
      key('b', 'backtest', (state, facts) => askBacktest(state, facts)),
    ],
    commands: [':enable [version]', ':shadow [version]', ':disable', ':backtest [days]'],
  },
  trend: { keys: [], commands: [':trend CODE'] },
  sources: {
    keys: [key('o', 'open_source', toggleSource), trend],
    commands: [':try order=CDAB type=float32 scale=1 offset=0 min=0 max=100', ':try', ':commission'],
  },
}

const NONE: ViewKeys = { keys: [], commands: [] }

export const keysOf = (view: ViewId): ViewKeys => KEYS[view] ?? NONE
