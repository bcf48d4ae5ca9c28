const LARGE = 1e6
const SMALL = 1e-4

/** Five digits: what an instrument can know. Absurdly large or small values show it by their exponent. */
export function figure(value: number): string {
  const size = Math.abs(value)
  return size !== 0 && (size >= LARGE || size < SMALL) ? value.toExponential(2) : String(Number(value.toPrecision(5)))
}
