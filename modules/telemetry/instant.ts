import vine from '@vinejs/vine'

/** Milliseconds since 1970 of what a client wrote: epoch milliseconds as number or digits, or ISO 8601; null when neither. */
export function instantFrom(given: unknown): number | null {
  if (typeof given === 'number') return Number.isFinite(given) ? Math.round(given) : null
  if (typeof given !== 'string') return null
  if (/^\d{1,15}$/.test(given)) return Number(given)
  const parsed = /^\d{4}-\d{2}-\d{2}([T ]|$)/.test(given) ? Date.parse(given) : Number.NaN
  return Number.isFinite(parsed) ? parsed : null
}

/** An instant in a query string. */
export const instantField = () => vine.string().regex(/^(\d{1,15}|\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?)$/).optional()
