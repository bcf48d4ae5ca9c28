import type { StopRow } from '#app/integrations/stops/rows'

/**
 * What the MES said. `not_sent`: no connection came about, so it can't have heard. `lost`: it may have.
 */
export type MesAnswer =
  | { kind: 'accepted'; reference: string | null }
  | { kind: 'refused'; error: string }
  | { kind: 'unheard_of' }
  | { kind: 'not_sent'; error: string }
  | { kind: 'lost'; error: string }

export interface MesConfig {
  url: string
  token: string | undefined
}

/** Errors that come before the first byte. */
const BEFORE_CONNECTION = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])
const LARGEST_ANSWER = 64_000

/** The stop interface of the MES: `POST /stop-commands`, keyed by the command's id, and `GET /stop-commands/{id}`. */
export class MesClient {
  constructor(private config: MesConfig) {}

  async send(stop: StopRow, timeoutMs: number): Promise<MesAnswer> {
    const body = JSON.stringify({
      id: stop.id,
      code: stop.code,
      asset: stop.mes_asset,
      command: 'stop',
      reason: stop.reason,
      incident_id: stop.incident_id,
      requested_by: stop.requested_by_name,
      confirmed_by: stop.confirmed_by_name,
      rule: stop.rule_code,
      requested_at: new Date(Number(stop.requested_at)).toISOString(),
      test: Boolean(stop.test),
    })
    const answer = await this.#call('POST', '/stop-commands', timeoutMs, { 'idempotency-key': stop.id, 'content-type': 'application/json' }, body)
    // Where there is nobody to take a command, there is nobody who has taken it.
    return answer.kind === 'unheard_of' ? { kind: 'refused', error: 'HTTP 404' } : answer
  }

  ask(id: string, timeoutMs: number): Promise<MesAnswer> {
    return this.#call('GET', `/stop-commands/${encodeURIComponent(id)}`, timeoutMs, {})
  }

  async #call(method: string, path: string, timeoutMs: number, headers: Record<string, string>, body?: string): Promise<MesAnswer> {
    const signal = AbortSignal.timeout(timeoutMs)
    const token: Record<string, string> = this.config.token ? { authorization: `Bearer ${this.config.token}` } : {}
    try {
      const url = `${this.config.url.replace(/\/$/, '')}${path}`
      const response = await fetch(url, { method, headers: { accept: 'application/json', ...token, ...headers }, body, redirect: 'error', signal })
      return understood(response.status, (await response.text()).slice(0, LARGEST_ANSWER))
    } catch (error) {
      if (signal.aborted) return { kind: 'lost', error: `no answer within ${timeoutMs / 1000} s` }
      const { message, cause } = error as Error & { cause?: Error & { code?: string } }
      const code = cause?.code ?? ''
      return { kind: BEFORE_CONNECTION.has(code) ? 'not_sent' : 'lost', error: code || cause?.message || message }
    }
  }
}

/** Only a clear word counts: anything that could mean both is `lost`. Pure. */
export function understood(status: number, text: string): MesAnswer {
  const content = parsed(text)
  const state = content?.state
  const reference = typeof content?.reference === 'string' ? content.reference.slice(0, 200) : null
  if (status >= 200 && status < 300 && state === 'accepted') return { kind: 'accepted', reference }
  const error = `HTTP ${status}${typeof content?.message === 'string' ? `: ${content.message.slice(0, 150)}` : ''}`
  if (status >= 200 && status < 300) return state === 'refused' ? { kind: 'refused', error } : { kind: 'lost', error: `the answer says neither accepted nor refused (HTTP ${status})` }
  if (status === 404) return { kind: 'unheard_of' }
  // Too busy and timed out are said by proxies as well, which don't know what went on behind them.
  return status >= 400 && status < 500 && status !== 408 && status !== 429 && status !== 409 ? { kind: 'refused', error } : { kind: 'lost', error }
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
