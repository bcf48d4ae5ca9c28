import { alarms } from '#tui/console/views/alarms'
import { audit } from '#tui/console/views/audit'
import { blind } from '#tui/console/views/blind'
import { bypasses } from '#tui/console/views/bypasses'
import { hazards } from '#tui/console/views/hazards'
import { inbox } from '#tui/console/views/inbox'
import { incidents } from '#tui/console/views/incidents'
import { load } from '#tui/console/views/load'
import { overview } from '#tui/console/views/overview'
import { people } from '#tui/console/views/people'
import { permits } from '#tui/console/views/permits'
import { points } from '#tui/console/views/points'
import { rules } from '#tui/console/views/rules'
import { sources } from '#tui/console/views/sources'
import { trend } from '#tui/console/views/trend'
import { VIEW_IDS, type View, type ViewId } from '#tui/console/view'

export const VIEWS: Record<ViewId, View> = {
  overview,
  alarms,
  permits,
  people,
  hazards,
  points,
  incidents,
  inbox,
  audit,
  bypasses,
  blind,
  rules,
  trend,
  load,
  sources,
}

/** Takes an identifier, a unique beginning of one, its number, or its name in the reader's language. */
export function findView(text: string, nameOf: (id: ViewId) => string): ViewId | null {
  const word = text.trim().toLowerCase()
  if (word === '') return null
  const exact = VIEW_IDS.find(
    (id, index) => id === word || String(index + 1) === word || nameOf(id).toLowerCase() === word
  )
  if (exact) return exact
  const begins = VIEW_IDS.filter((id) => id.startsWith(word) || nameOf(id).toLowerCase().startsWith(word))
  return begins.length === 1 ? begins[0]! : null
}
