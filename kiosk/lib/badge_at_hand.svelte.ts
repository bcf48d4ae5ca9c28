/** A badge that was held to the reader just before the page that asks for it came up. */
export const badgeAtHand = $state<{ code: string | null }>({ code: null })
