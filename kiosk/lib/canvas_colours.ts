export type CanvasColours = Record<'text' | 'quiet' | 'line' | 'unknown' | 'action' | 'surface' | 'alarm-1' | 'alarm-2', string> & { size: number }

const NAMES = ['text', 'quiet', 'line', 'unknown', 'action', 'surface', 'alarm-1', 'alarm-2'] as const

/** The colours of the theme and the size of small print as they are computed here: a canvas knows no variables. */
export function canvasColours(element: HTMLElement): CanvasColours {
  const probe = element.appendChild(document.createElement('i'))
  const colours = Object.fromEntries(
    NAMES.map((name) => {
      probe.style.color = `var(--${name})`
      return [name, getComputedStyle(probe).color]
    })
  )
  probe.style.fontSize = 'var(--small)'
  const size = Number.parseFloat(getComputedStyle(probe).fontSize)
  probe.remove()
  return { ...colours, size } as CanvasColours
}
