/** Cards that somebody may need when the network is gone are fetched while it is there; their keeper serves them then. */
export async function keepCards(codes: string[]): Promise<void> {
  // Browsers keep pages on https and on the server itself only.
  if (codes.length === 0 || !('serviceWorker' in navigator) || !('caches' in window)) return
  try {
    await navigator.serviceWorker.register('/cards/keeper.js')
    const store = await caches.open('redline-cards-1')
    for (const code of codes) {
      const answer = await fetch(`/cards/${encodeURIComponent(code)}`)
      if (answer.ok && !answer.redirected) await store.put(`/cards/${encodeURIComponent(code)}`, answer)
    }
  } catch {
    // Not kept: the card itself says so where it is opened.
  }
}
