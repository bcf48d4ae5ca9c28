import { useRef } from 'react'
import { Text, useApp, useWindowSize } from 'ink'
import { Frame } from '#tui/console/components/frame'
import { sendWrite } from '#tui/console/effects'
import { pictureOf, plantNow, type World } from '#tui/console/facts'
import { badgesOf, paint } from '#tui/console/paint'
import { afterWrite, type Effect } from '#tui/console/state'
import { TREND_SPANS_MS } from '#tui/console/trend_spans'
import { useConsole } from '#tui/console/use_console'
import { useFetched, useTrend } from '#tui/console/use_fetched'
import { useGroup } from '#tui/console/use_group'
import { useLink, useMachineClock } from '#tui/console/use_link'
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
  person: string | null
  onLanguage(language: Language): void
}

export function Console({ api, feed, messages, view, person, onLanguage }: ConsoleProps) {
  const { exit } = useApp()
  const { columns, rows } = useWindowSize()
  const link = useLink(feed)
  const machineNow = useMachineClock()
  const world = useRef<World>(null as unknown as World)

  const perform = async (effect: Effect) => {
    if (effect.kind === 'quit') return exit()
    if (effect.kind === 'language') return onLanguage(effect.language)
    if (effect.kind === 'refresh') return feed.refresh()
    const notice = await sendWrite(effect, api, feed, world.current.messages.t)
    change((before) => afterWrite(before, notice))
  }
  const { state, change } = useConsole(
    view,
    () => world.current,
    (effect) => void perform(effect)
  )

  const fetched = useFetched(api, VIEWS[state.view], link.fault?.kind !== 'unauthenticated')
  const group = useGroup(api, state.view === 'alarms' ? state.group : null, link.board?.at ?? 0)
  const source = { board: link.board, audit: fetched.audit, inbox: fetched.inbox, group }
  const bare: World = { link, source, messages, trend: null, machineNow, columns, rows }
  const pointCode = pictureOf(state, bare)?.chosen?.pointCode ?? null
  const trend = useTrend(api, pointCode, TREND_SPANS_MS[state.trendSpan]!, () => plantNow(feed.link, Date.now()))
  world.current = { ...bare, trend }

  const picture = pictureOf(state, world.current)
  if (!picture) return <Text wrap="truncate-end">{messages.t('tui.too_small', { columns, rows })}</Text>
  const fault = fetched.fault ?? link.fault
  const said = fault ? faultSentences(fault, api.url, messages.t) : []
  const panes = paint(state, picture, { link, url: api.url, machineNow, person }, said, badgesOf(link.board))
  return <Frame layout={picture.layout} {...panes} />
}
