/** From any page, what is kept goes out when it can. The machinery for it comes after the first page stands. */
export function followKept(): () => void {
  let end: (() => void) | null = null
  let ended = false
  const start = async () => {
    const loaded = await import('#kiosk/lib/queue.svelte').catch(() => null)
    if (loaded && !ended) end = loaded.followQueue()
  }
  const timer = setTimeout(() => void start(), 1_000)
  return () => {
    ended = true
    clearTimeout(timer)
    end?.()
  }
}
