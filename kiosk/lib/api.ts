import { t, locale } from '#kiosk/lib/i18n.svelte'
import { shared } from '#kiosk/lib/page_props'

/** One reason of a refusal: what, and the way out where one is known. */
export interface Detail {
  code: string
  message: string
  fix: string | null
  field?: string
  params?: Record<string, unknown>
}

export interface Failure {
  code: string
  message: string
  details: Detail[]
  /** 0: the server was not reached, so nobody knows that anything was done. */
  status: number
}

export type Answer<T> = { ok: true; value: T; nextCursor: string | null } | { ok: false; failure: Failure }

interface Options {
  /** `device`: a gate decides in its own name even while a guard is signed in. */
  as?: 'person' | 'device'
  query?: Record<string, string | number | boolean | null | undefined>
  /** Give the same key again to repeat a write that got no answer: the server does it once. */
  key?: string
  signal?: AbortSignal
}

const TIME_OUT_MS = 15_000

export const api = {
  get: <T>(path: string, options: Options = {}) => call<T>('GET', path, undefined, options),
  post: <T>(path: string, body: unknown = {}, options: Options = {}) => call<T>('POST', path, body, options),
  put: <T>(path: string, body: unknown = {}, options: Options = {}) => call<T>('PUT', path, body, options),
  patch: <T>(path: string, body: unknown = {}, options: Options = {}) => call<T>('PATCH', path, body, options),
  delete: <T>(path: string, options: Options = {}) => call<T>('DELETE', path, undefined, options),
}

/** Calls `/api/v1` + path. Never throws: what went wrong is in the answer, in the reader's language. */
async function call<T>(method: string, path: string, body: unknown, options: Options): Promise<Answer<T>> {
  const { tokens } = shared()
  const token = options.as === 'device' ? tokens.device : (tokens.person ?? tokens.device)
  const headers: Record<string, string> = { 'accept': 'application/json', 'accept-language': locale() }
  if (token) headers.authorization = `Bearer ${token}`
  if (method !== 'GET') headers['idempotency-key'] = options.key ?? newKey()
  const form = body instanceof FormData
  if (body !== undefined && !form) headers['content-type'] = 'application/json'
  const content = body === undefined ? undefined : form ? body : JSON.stringify(body)

  const ends = AbortSignal.timeout(form ? TIME_OUT_MS * 4 : TIME_OUT_MS)
  const signal = options.signal ? AbortSignal.any([options.signal, ends]) : ends
  let response: Response
  try {
    response = await fetch(`/api/v1${path}${queryString(options.query)}`, { method, headers, body: content, signal })
  } catch {
    return unreached(ends.aborted ? 'E_TIME_OUT' : 'E_NETWORK')
  }
  return read<T>(response)
}

async function read<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text().catch(() => '')
  const content = parse(text)
  if (response.ok) return { ok: true, value: content?.data as T, nextCursor: content?.next_cursor ?? null }
  const error = content?.error
  if (!error) return { ok: false, failure: { code: 'E_UNREADABLE', message: t('screen.failure.unreadable'), details: [], status: response.status } }
  return { ok: false, failure: { code: error.code, message: error.message, details: error.details ?? [], status: response.status } }
}

function unreached(code: 'E_NETWORK' | 'E_TIME_OUT'): Answer<never> {
  const message = t(code === 'E_NETWORK' ? 'screen.failure.network' : 'screen.failure.time_out')
  return { ok: false, failure: { code, message, details: [], status: 0 } }
}

function parse(text: string): any {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function queryString(query: Options['query']): string {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== null && value !== undefined)
  if (given.length === 0) return ''
  return `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}

/** `randomUUID` exists on https and localhost only; kiosks on a plant's plain network have `getRandomValues`. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
