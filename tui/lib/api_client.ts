import type { Language } from '#tui/lib/language'
import { clean, looksClean } from '#tui/lib/text_width'

/** The server's own sentences for a refusal: the reason and the way out. */
export interface Refusal {
  message: string
  fix: string | null
}

export type Fault =
  | { kind: 'unreachable' }
  | { kind: 'timeout' }
  | { kind: 'unauthenticated'; refusals: Refusal[] }
  | { kind: 'refused'; status: number; code: string; message: string; refusals: Refusal[] }
  | { kind: 'unreadable'; status: number }

export type Reply<T> = { ok: true; value: T } | { ok: false; fault: Fault }

export interface ApiSettings {
  url: string
  language: Language
  /** A hung server must not hang the console. */
  timeoutMs?: number
}

const TIMEOUT_MS = 8_000
const fault = (value: Fault): { ok: false; fault: Fault } => ({ ok: false, fault: value })

interface ErrorBody {
  error?: { code?: string; message?: string; details?: { message?: string; fix?: string | null }[] }
}

function readFault(status: number, body: ErrorBody | null): Fault {
  if (!body?.error) return status === 401 ? { kind: 'unauthenticated', refusals: [] } : { kind: 'unreadable', status }
  const { code = 'E_UNKNOWN', message = '', details } = body.error
  const refusals = (Array.isArray(details) ? details : [])
    .filter((one) => typeof one?.message === 'string')
    .map((one) => ({ message: one.message!, fix: one.fix ?? null }))
  if (status === 401)
    return { kind: 'unauthenticated', refusals: refusals.length > 0 ? refusals : [{ message, fix: null }] }
  return { kind: 'refused', status, code, message, refusals }
}

/** Speaks to `/api/v1`. The token lives here, in memory, and nowhere else. */
export class ApiClient {
  readonly url: string
  language: Language
  token: string | null = null
  #timeoutMs: number

  constructor({ url, language, timeoutMs = TIMEOUT_MS }: ApiSettings) {
    this.url = url.replace(/\/+$/, '')
    this.language = language
    this.#timeoutMs = timeoutMs
  }

  headers(): Record<string, string> {
    return {
      'accept': 'application/json',
      'accept-language': this.language,
      ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
    }
  }

  get<T>(path: string): Promise<Reply<T>> {
    return this.#send(path, { headers: this.headers() })
  }

  /** Each write has its own key: sent twice over a bad line, it still counts once. */
  post<T>(path: string, body: unknown, timeoutMs = this.#timeoutMs): Promise<Reply<T>> {
    const headers = { ...this.headers(), 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }
    return this.#send(path, { method: 'POST', headers, body: JSON.stringify(body) }, timeoutMs)
  }

  async #send<T>(path: string, init: RequestInit, timeoutMs = this.#timeoutMs): Promise<Reply<T>> {
    try {
      const response = await fetch(`${this.url}${path}`, { ...init, signal: AbortSignal.timeout(timeoutMs) })
      const text = await response.text()
      if (response.status === 204) return { ok: true, value: undefined as T }
      const body = parse(text)
      if (!response.ok) return fault(readFault(response.status, body as ErrorBody | null))
      if (body === null || typeof body !== 'object' || !('data' in body))
        return fault({ kind: 'unreadable', status: response.status })
      return { ok: true, value: (body as { data: T }).data }
    } catch (error) {
      return fault({ kind: (error as Error).name === 'TimeoutError' ? 'timeout' : 'unreachable' })
    }
  }
}

/** Texts come from people: they are made harmless for the terminal where they come in, not where they are drawn. */
export const parseSafely = (text: string): unknown =>
  looksClean(text)
    ? JSON.parse(text)
    : JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? clean(value) : value))

function parse(text: string): unknown {
  try {
    return parseSafely(text)
  } catch {
    return null
  }
}
