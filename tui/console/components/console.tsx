import { useRef, useState } from 'react'
import { Text, useApp, useWindowSize } from 'ink'
import { Frame } from '#tui/console/components/frame'
import { runBacktest, sendWrite } from '#tui/console/effects'
import { pictureOf, plantNow, type World } from '#tui/console/facts'
import { badgesOf, paint } from '#tui/console/paint'
import { afterWrite, type Effect } from '#tui/console/state'
import { TREND_SPANS_MS } from '#tui/console/trend_spans'
import { useCloser } from '#tui/console/use_closer'
import { useConsole } from '#tui/console/use_console'
import { useFetched, useTrend } from '#tui/console/use_fetched'
import { useGroup } from '#tui/console/use_group'
import { useLink, useMachineClock } from '#tui/console/use_link'
import { useSource } from '#tui/console/use_source'
import { VIEWS } from '#tui/console/views'
import type { ViewId } from '#tui/console/view'
import type { ApiClient } from '#tui/lib/api_client'
import type { BoardFeed } from '#tui/lib/board_feed'
import { faultSentences } from '#tui/lib/faults'
import type { Language } from '#tui/lib/language'
import type { Messages } from '#tui/lib/messages'

interface ConsoleProps {
  api: ApiClient
  feed: BoardFeed
  messages: Messages
  view: ViewId
  /** The row that is open from the beginning. */
  of: string | null
  person: string | null
  onLanguage(language: Language): void
}

export function Console({ api, feed, messages, view, of, person, onLanguage }: ConsoleProps) {
  const { exit } = useApp()
  const { columns, rows } = useWindowSize()
  const link = useLink(feed)
  const machineNow = useMachineClock()
  /** Something was written: what is fetched is asked for anew. */
  const [turn, setTurn] = useState(0)
  const world = useRef<World>(null as unknown as World)

  const perform = async (effect: Effect) => {
    if (effect.kind === 'quit') return exit()
    if (effect.kind === 'language') return onLanguage(effect.language)
    if (effect.kind === 'refresh') {
      setTurn((before) => before + 1)
      return feed.refresh()
    }
    if (effect.kind === 'backtest') {
      const { notice, trial } = await runBacktest(effect, api, plantNow(feed.link, Date.now()), world.current.messages.t)
      return change((before) => ({ ...before, busy: false, notice, trial: trial ?? before.trial }))
    }
    const notice = await sendWrite(effect, api, feed, world.current.messages.t)
    setTurn((before) => before + 1)
    change((before) => afterWrite(before, effect, notice))
  }
  const { state, change } = useConsole(
    { view, of },
    () => world.current,
    (effect) => void perform(effect)
  )

  const { fault: unfetched, ...fetched } = useFetched(api, VIEWS[state.view], link.fault?.kind !== 'unauthenticated', turn)
  const group = useGroup(api, state.view === 'alarms' ? state.group : null, link.board?.at ?? 0)
  const openSource = useSource(api, state.view === 'sources' ? state.opened : null, turn)
  const source = { ...fetched, board: link.board, group, openSource, tried: state.tried, trial: state.trial }
  const bare: World = { link, source, messages, trend: null, machineNow, columns, rows }
  const chosen = pictureOf(state, bare)?.chosen
  const end = state.view === 'trend' ? state.trendEnd : null
  const trend = useTrend(api, chosen?.pointCode ?? null, TREND_SPANS_MS[state.trendSpan]!, end, () => plantNow(feed.link, Date.now()))
  const closer = useCloser(api, chosen?.closer ?? null, turn)
  world.current = { ...bare, trend, trendLive: end === null, source: { ...source, closer } }

  const picture = pictureOf(state, world.current)
  if (!picture) return <Text wrap="truncate-end">{messages.t('tui.too_small', { columns, rows })}</Text>
  const fault = openSource?.fault ?? unfetched ?? link.fault
  const said = fault ? faultSentences(fault, api.url, messages.t) : []
  const panes = paint(state, picture, { link, url: api.url, machineNow, person }, said, badgesOf(link.board))
  return <Frame layout={picture.layout} {...panes} />
}
