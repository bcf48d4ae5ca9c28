import type { LookedAt } from '#modules/telemetry/queries/look_at_registers'
import type { FiringReply, ProbeReply, RuleFileReply, SourceFileReply, Vocabulary } from '#tui/console/replies'
import type { ApiClient, Fault, Reply } from '#tui/lib/api_client'
import type { RuleWords } from '#tui/lib/rule_sentence'

/** What a chosen row asks for. */
export type CloseUp =
  | { kind: 'rule'; code: string }
  | { kind: 'source'; code: string }
  | { kind: 'register'; source: string; point: string; look: Look }

export interface Look {
  unit_id: number
  function: number
  address: number
  count: number
  type: string
  scale: number
  offset: number
  min: number
  max: number
}

export type Seen =
  | { kind: 'rule'; file: RuleFileReply; firings: FiringReply[]; words: RuleWords }
  | { kind: 'source'; file: SourceFileReply }
  | { kind: 'register'; look: LookedAt | null }

export interface Closer {
  /** Of which close-up: the hand may have moved on. */
  key: string
  seen: Seen | null
  fault: Fault | null
}

const FIRINGS = 20
/** Registers are looked at each second, as the kiosk does. */
export const AGAIN_MS: Record<CloseUp['kind'], number> = { rule: 5_000, source: 3_000, register: 1_000 }

export const keyOf = (closeUp: CloseUp): string => JSON.stringify(closeUp)

/** The closer look, when it is this row's. */
export const seenOf = <K extends CloseUp['kind']>(closer: Closer | null | undefined, closeUp: CloseUp & { kind: K }): Extract<Seen, { kind: K }> | null =>
  closer?.key === keyOf(closeUp) ? (closer.seen as Extract<Seen, { kind: K }> | null) : null

export const faultOf = (closer: Closer | null | undefined, closeUp: CloseUp): Fault | null => (closer?.key === keyOf(closeUp) ? closer.fault : null)

export async function fetchCloser(api: ApiClient, closeUp: CloseUp): Promise<Reply<Seen>> {
  switch (closeUp.kind) {
    case 'rule':
      return fetchRule(api, closeUp.code)
    case 'source': {
      const file = await api.get<SourceFileReply>(`/api/v1/sources/${encodeURIComponent(closeUp.code)}`)
      return file.ok ? { ok: true, value: { kind: 'source', file: file.value } } : file
    }
    case 'register': {
      const probe = await api.post<ProbeReply>(`/api/v1/sources/${encodeURIComponent(closeUp.source)}/probe`, { look: closeUp.look })
      return probe.ok ? { ok: true, value: { kind: 'register', look: probe.value.look?.[0] ?? null } } : probe
    }
  }
}

async function fetchRule(api: ApiClient, code: string): Promise<Reply<Seen>> {
  const [file, firings, words] = await Promise.all([
    api.get<RuleFileReply>(`/api/v1/rules/${encodeURIComponent(code)}`),
    api.get<FiringReply[]>(`/api/v1/rules/firings?${new URLSearchParams({ rule: code, limit: String(FIRINGS) })}`),
    ruleWords(api),
  ])
  if (!file.ok) return file
  if (!firings.ok) return firings
  return words.ok ? { ok: true, value: { kind: 'rule', file: file.value, firings: firings.value, words: words.value } } : words
}

const WORDS_KEPT_MS = 60_000
const kept = new WeakMap<ApiClient, { at: number; language: string; reply: Promise<Reply<RuleWords>> }>()

/** The vocabulary changes with the software and its names with the plant: asked for once a minute, not with every row. */
function ruleWords(api: ApiClient): Promise<Reply<RuleWords>> {
  const known = kept.get(api)
  if (known && known.language === api.language && performance.now() - known.at < WORDS_KEPT_MS) return known.reply
  const reply = fetchWords(api)
  kept.set(api, { at: performance.now(), language: api.language, reply })
  void reply.then(({ ok }) => ok || kept.delete(api))
  return reply
}

async function fetchWords(api: ApiClient): Promise<Reply<RuleWords>> {
  const vocabulary = await api.get<Vocabulary>('/api/v1/rules/vocabulary')
  if (!vocabulary.ok) return vocabulary
  const { triggers, datasets, actions } = vocabulary.value
  const fields = [...triggers.flatMap((one) => one.fields), ...datasets.flatMap((one) => one.fields), ...actions.flatMap((one) => one.parameters)]
  const kinds = [...new Set(fields.flatMap(({ of }) => of ?? []))]
  const codes = await Promise.all(kinds.map((kind) => api.get<{ code: string; name: string; name_en: string }[]>(`/api/v1/rules/vocabulary/${encodeURIComponent(kind)}`)))
  // A kind that is not told leaves its codes as they are: the sentence can still be read.
  const names = Object.fromEntries(
    kinds.map((kind, index) => {
      const reply = codes[index]!
      const named = (one: { code: string; name: string; name_en: string }) => [one.code, api.language === 'en' ? one.name_en || one.name : one.name]
      return [kind, Object.fromEntries(reply.ok ? reply.value.map(named) : [])]
    })
  )
  return { ok: true, value: { vocabulary: vocabulary.value, names } }
}
