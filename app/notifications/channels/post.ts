const LARGEST_ANSWER = 64_000

export interface PostInput {
  url: string
  headers?: Record<string, string>
  body: string
  timeoutMs: number
}

/** One POST, bounded in time and size, redirects refused. Throws unless the answer is a 2xx; returns its text. */
export async function post({ url, headers, body, timeoutMs }: PostInput): Promise<string> {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal })
    const text = await boundedText(response)
    if (!response.ok) throw new Error(`HTTP ${response.status}: ${text.slice(0, 120)}`)
    return text
  } catch (error) {
    if (signal.aborted) throw new Error(`no answer within ${timeoutMs / 1000} s`)
    const { message, cause } = error as Error & { cause?: Error & { code?: string } }
    // The address may hold the secret of a robot: what is written down is only what went wrong.
    throw new Error(message === 'fetch failed' ? (cause?.code ?? cause?.message ?? 'connection failed') : message)
  }
}

async function boundedText(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const piece of response.body ?? []) {
    text += decoder.decode(piece, { stream: true })
    if (text.length > LARGEST_ANSWER) throw new Error(`the answer is longer than ${LARGEST_ANSWER} characters`)
  }
  return text
}

/** The answer as an object, or a plain error: some gateways answer 200 with a page of HTML. */
export function answerObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Said below.
  }
  throw new Error(`the answer is no JSON object: ${text.slice(0, 80)}`)
}
