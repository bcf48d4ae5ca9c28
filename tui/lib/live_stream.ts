import { parseSafely, type ApiClient } from '#tui/lib/api_client'
import { SseReader } from '#tui/lib/sse'

export interface StreamHandlers {
  onMessage(payload: unknown): void
  /** The channel was granted: from here on silence means trouble. */
  onOpen(): void
}

/**
 * One connection to the live stream and one channel on it. Returns when the stream ends, throws when it can't be opened.
 * Reconnecting is the caller's: it also knows about polling.
 */
export async function readStream(
  api: ApiClient,
  channel: string,
  handlers: StreamHandlers,
  signal: AbortSignal
): Promise<void> {
  const uid = crypto.randomUUID()
  const headers = { ...api.headers(), accept: 'text/event-stream' }
  const response = await fetch(`${api.url}/__transmit/events?uid=${uid}`, { headers, signal })
  if (!response.ok || !response.body) throw new Error(`The stream answered ${response.status}`)

  const subscribed = await fetch(`${api.url}/__transmit/subscribe`, {
    method: 'POST',
    headers: { ...api.headers(), 'content-type': 'application/json' },
    body: JSON.stringify({ uid, channel }),
    signal,
  })
  if (!subscribed.ok) throw new Error(`The channel answered ${subscribed.status}`)
  handlers.onOpen()

  const reader = new SseReader()
  const decoder = new TextDecoder()
  for await (const piece of response.body) {
    for (const data of reader.push(decoder.decode(piece, { stream: true }))) {
      const message = parseSafely(data) as { channel?: string; payload?: unknown }
      if (message.channel === channel) handlers.onMessage(message.payload)
    }
  }
}
