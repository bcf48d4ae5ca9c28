import { useRef, useState } from 'react'
import { useInput } from 'ink'
import { pictureOf, type World } from '#tui/console/facts'
import { pressesOf, type Press } from '#tui/console/presses'
import { startState, type ConsoleState, type Effect } from '#tui/console/state'
import { update } from '#tui/console/update'
import { useMouse } from '#tui/console/use_mouse'
import type { ViewId } from '#tui/console/view'

interface Console {
  state: ConsoleState
  change(make: (state: ConsoleState) => ConsoleState): void
}

/**
 * Keys and mouse into steps. Several presses may come in one piece of input; each is decided on what the one before it
 * has left, not on what was drawn last.
 */
export function useConsole({ view, of }: { view: ViewId; of: string | null }, world: () => World, perform: (effect: Effect) => void): Console {
  const [state, setState] = useState(() => startState(view, of))
  const newest = useRef(state)

  const change: Console['change'] = (make) => {
    newest.current = make(newest.current)
    setState(newest.current)
  }

  function take(presses: Press[]): void {
    for (const press of presses) {
      const now = world()
      const picture = pictureOf(newest.current, now)
      if (!picture) return
      const facts = {
        items: picture.items,
        layout: picture.layout,
        detailLines: picture.detail.length,
        now: picture.context.now,
        t: now.messages.t,
      }
      const step = update(newest.current, press, facts)
      newest.current = step.state
      if (step.effect) perform(step.effect)
    }
    setState(newest.current)
  }

  useInput((input, key) => take(pressesOf(input, key)))
  useMouse((press) => take([press]))

  return { state, change }
}
