export type Corner = [number, number]

const edges = (outline: Corner[]): [Corner, Corner][] =>
  outline.map((corner, index) => [corner, outline[(index + 1) % outline.length]!])

/** Where the outline would balance: for an L it lies nearer to the thick part than the middle of its box does. */
export function balanceOf(outline: Corner[]): Corner {
  let [area, x, y] = [0, 0, 0]
  for (const [[fromX, fromY], [toX, toY]] of edges(outline)) {
    const cross = fromX * toY - toX * fromY
    area += cross
    x += (fromX + toX) * cross
    y += (fromY + toY) * cross
  }
  if (area === 0) return outline[0]!
  return [x / (3 * area), y / (3 * area)]
}

/** Left and right wall at this height around `x`, or the widest stretch where `x` is outside; null where there is none. */
export function stretchAt(outline: Corner[], x: number, y: number): [number, number] | null {
  const walls = edges(outline)
    .filter(([[, fromY], [, toY]]) => fromY <= y !== toY <= y)
    .map(([[fromX, fromY], [toX, toY]]) => fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX))
    .sort((a, b) => a - b)
  const stretches: [number, number][] = []
  for (let index = 0; index + 1 < walls.length; index += 2) stretches.push([walls[index]!, walls[index + 1]!])
  const around = stretches.find(([left, right]) => left <= x && x <= right)
  return around ?? stretches.sort((a, b) => b[1] - b[0] - (a[1] - a[0]))[0] ?? null
}
