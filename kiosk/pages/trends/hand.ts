interface Hand {
  /** Moved by a share of the width; the picture follows the finger. */
  onmove(share: number): void
  /** Spread or pinched around a place of the width, or the wheel turned there. */
  onzoom(factor: number, share: number): void
}

const WHEEL_STEP = 1.25
const LEAST_MOVE_PX = 6

/** Fingers and mouse on the drawing: one moves, two spread, the wheel goes nearer. Returns the way to let go. */
export function handOn(element: HTMLElement, { onmove, onzoom }: Hand): () => void {
  const fingers = new Map<number, { x: number; y: number }>()
  let moved = 0
  const shareOf = (x: number) => {
    const { left, width } = element.getBoundingClientRect()
    return Math.min(1, Math.max(0, (x - left) / width))
  }
  const spread = () => {
    const [one, other] = [...fingers.values()]
    return one && other ? { apart: Math.max(20, Math.abs(one.x - other.x)), middle: shareOf((one.x + other.x) / 2) } : null
  }
  const down = (event: PointerEvent) => {
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY })
    moved = 0
  }
  const move = (event: PointerEvent) => {
    const before = fingers.get(event.pointerId)
    if (!before) return
    const former = spread()
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY })
    const now = spread()
    if (former && now) return onzoom(former.apart / now.apart, now.middle)
    moved += Math.abs(event.clientX - before.x)
    if (moved > LEAST_MOVE_PX) onmove((before.x - event.clientX) / element.clientWidth)
  }
  const up = (event: PointerEvent) => void fingers.delete(event.pointerId)
  const wheel = (event: WheelEvent) => {
    event.preventDefault()
    onzoom(event.deltaY > 0 ? WHEEL_STEP : 1 / WHEEL_STEP, shareOf(event.clientX))
  }
  element.addEventListener('pointerdown', down)
  element.addEventListener('pointermove', move)
  for (const name of ['pointerup', 'pointercancel', 'pointerleave'] as const) element.addEventListener(name, up)
  element.addEventListener('wheel', wheel, { passive: false })
  return () => {
    element.removeEventListener('pointerdown', down)
    element.removeEventListener('pointermove', move)
    for (const name of ['pointerup', 'pointercancel', 'pointerleave'] as const) element.removeEventListener(name, up)
    element.removeEventListener('wheel', wheel)
  }
}
