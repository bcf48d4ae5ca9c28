type Point = [number, number]

const STEPS = 28

/**
 * Where a label fits best: the point inside the outline that is farthest from its edges, and how large a label centred
 * there may be. The middle of an L-shaped hall lies outside of it.
 */
export function roomiest(outline: Point[]): { x: number; y: number; width: number; height: number } {
  const xs = outline.map(([x]) => x)
  const ys = outline.map(([, y]) => y)
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  let best = { x: (left + right) / 2, y: (top + bottom) / 2, room: -1 }
  for (let row = 1; row < STEPS; row++)
    for (let column = 1; column < STEPS; column++) {
      const x = left + ((right - left) * column) / STEPS
      const y = top + ((bottom - top) * row) / STEPS
      if (!isInside(outline, x, y)) continue
      // A tie goes to the point nearer to the middle of the outline's box.
      const room = distanceToEdges(outline, x, y) - Math.hypot(x - (left + right) / 2, y - (top + bottom) / 2) * 0.05
      if (room > best.room) best = { x, y, room }
    }
  return { x: best.x, y: best.y, width: roomAt(outline, best.x, best.y), height: roomAt(turned(outline), best.y, best.x) }
}

const edges = (outline: Point[]) => outline.map((from, index) => [from, outline[(index + 1) % outline.length]!] as const)

function isInside(outline: Point[], x: number, y: number): boolean {
  let inside = false
  for (const [[x1, y1], [x2, y2]] of edges(outline))
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside
  return inside
}

function distanceToEdges(outline: Point[], x: number, y: number): number {
  return Math.min(
    ...edges(outline).map(([[x1, y1], [x2, y2]]) => {
      const length = (x2 - x1) ** 2 + (y2 - y1) ** 2
      const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length))
      return Math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1))
    })
  )
}

const turned = (outline: Point[]): Point[] => outline.map(([x, y]) => [y, x])

function roomAt(outline: Point[], x: number, y: number): number {
  const crossings = edges(outline)
    .filter(([[, y1], [, y2]]) => y1 > y !== y2 > y)
    .map(([[x1, y1], [x2, y2]]) => x1 + ((y - y1) * (x2 - x1)) / (y2 - y1))
  const before = Math.max(...crossings.filter((crossing) => crossing <= x))
  const after = Math.min(...crossings.filter((crossing) => crossing > x))
  return 2 * Math.min(x - before, after - x)
}

/** Width of a text in units of its font size: a Chinese character is a square, a Latin letter a bit more than half. */
export const textWidth = (text: string): number => [...text].reduce((sum, char) => sum + (char.charCodeAt(0) > 0x2e80 ? 1 : 0.58), 0)

/** Breaks a name at its spaces into the lines that let it be written largest. */
export function fitName(name: string, room: { width: number; height: number }, limits: { min: number; max: number }): { lines: string[]; size: number } {
  const words = name.split(' ')
  let best = { lines: [name], size: 0 }
  for (let count = 1; count <= Math.min(3, words.length); count++) {
    const lines = wrap(words, count)
    const size = Math.min(limits.max, room.width / Math.max(...lines.map(textWidth)), room.height / (lines.length * 1.1))
    if (size > best.size + 1) best = { lines, size }
  }
  return { lines: best.lines, size: Math.max(limits.min, best.size) }
}

function wrap(words: string[], count: number): string[] {
  if (count === 1 || words.length <= 1) return [words.join(' ')]
  const options = words.slice(1).map((_, index) => [words.slice(0, index + 1).join(' '), ...wrap(words.slice(index + 1), count - 1)])
  const widest = (lines: string[]) => Math.max(...lines.map(textWidth))
  return options.reduce((best, lines) => (widest(lines) < widest(best) ? lines : best))
}
