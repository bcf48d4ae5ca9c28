export type Corner = readonly [number, number]

/** The plan's size, in its own units. */
export const PLAN = { width: 1000, height: 560 }

/** What is wrong with an outline, or null. Pure geometry on the plan. */
export function outlineFault(outline: readonly Corner[]): string | null {
  if (outline.length < 3) return 'An outline needs at least three corners.'
  const outside = outline.find(([x, y]) => x < 0 || y < 0 || x > PLAN.width || y > PLAN.height)
  if (outside) return `The corner ${outside.join(', ')} is outside the plan of ${PLAN.width} x ${PLAN.height}.`
  return crossesItself(outline) ? 'The outline crosses itself.' : null
}

function crossesItself(outline: readonly Corner[]): boolean {
  const count = outline.length
  const corner = (index: number): Corner => outline[index % count]!
  for (let one = 0; one < count; one++)
    for (let other = one + 2; other < count; other++) {
      const neighbours = one === 0 && other === count - 1
      if (!neighbours && cross(corner(one), corner(one + 1), corner(other), corner(other + 1))) return true
    }
  return false
}

function cross(a: Corner, b: Corner, c: Corner, d: Corner): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0
}

const turn = (a: Corner, b: Corner, c: Corner): number =>
  Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))

/** Whether a point lies inside the outline. */
export function contains(outline: readonly Corner[], [x, y]: Corner): boolean {
  let inside = false
  outline.forEach(([ax, ay], index) => {
    const [bx, by] = outline[(index + 1) % outline.length]!
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  })
  return inside
}
