export const MINUTE = 60_000
export const HOUR = 3_600_000
/** Tuesday 24 November 2026, 09:05:12 in Shanghai. */
export const BOARD_AT = Date.UTC(2026, 10, 24, 1, 5, 12)
