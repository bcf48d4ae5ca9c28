import { api, type Failure } from '#kiosk/lib/api'
import { t } from '#kiosk/lib/i18n.svelte'
import { report } from '#kiosk/lib/toasts.svelte'
import type { ActionWord, CodeName, Draft, Fault, Field, RuleFile, RuleMode, RuleRow, TriggerWord, Vocabulary } from '#kiosk/pages/rules/types'

const CHECK_AFTER_MS = 400

/** One rule that is being written: what it can be made of, what it says so far, and what is still wrong with it. */
export class RuleDesk {
  vocabulary = $state<Vocabulary | null>(null)
  file = $state<RuleFile | null>(null)
  draft = $state<Draft>({ code: '', name: '', name_en: '', trigger: null, when: null, window: null, during: null, actions: [] })
  faults = $state<Fault[]>([])
  failure = $state<Failure | null>(null)
  /** Codes to pick from, by kind of definitions. */
  codes = $state<Record<string, CodeName[]>>({})
  changed = $state(false)
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(readonly code: string | null) {}

  async open(): Promise<void> {
    const words = await api.get<Vocabulary>('/rules/vocabulary')
    if (!words.ok) return void (this.failure = words.failure)
    this.vocabulary = words.value
    await Promise.all(kindsIn(words.value).map((kind) => this.#codesOf(kind)))
    if (this.code) await this.#load(this.code)
    else this.draft.code = await freeCode()
    void this.check()
  }

  async #load(code: string): Promise<void> {
    const answer = await api.get<RuleFile>(`/rules/${code}`)
    if (!answer.ok) return void (this.failure = answer.failure)
    this.file = answer.value
    const kept = answer.value.draft ?? answer.value.versions[0]?.definition
    if (kept) this.draft = { ...this.draft, ...kept }
    this.changed = false
  }

  get trigger(): TriggerWord | null {
    const { trigger } = this.draft
    if (!trigger || !this.vocabulary) return null
    return this.vocabulary.triggers.find((word) => word.kind === trigger.kind && (trigger.kind !== 'event' || word.event === trigger.event)) ?? null
  }

  /** What conditions can ask about. */
  get fields(): Field[] {
    const { trigger } = this.draft
    if (trigger?.kind === 'schedule') return this.vocabulary?.datasets.find(({ code }) => code === trigger.over)?.fields ?? []
    return this.trigger?.fields ?? []
  }

  actionWord(name: string): ActionWord | null {
    return this.vocabulary?.actions.find((word) => word.do === name) ?? null
  }

  faultsAt(...path: (string | number)[]): Fault[] {
    return this.faults.filter((fault) => path.every((step, at) => String(fault.path[at]) === String(step)))
  }

  /** Takes a change, and has the whole looked at a moment later. */
  change(changes: Partial<Draft>): void {
    this.draft = { ...this.draft, ...changes }
    this.changed = true
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.check(), CHECK_AFTER_MS)
  }

  async check(): Promise<void> {
    if (!this.draft.trigger) return void (this.faults = [])
    const answer = await api.post<{ faults: Fault[] }>(`/rules/${this.draft.code}/check`, this.definition)
    if (answer.ok) this.faults = answer.value.faults
    else this.failure = answer.failure
  }

  /** A rule that says its name in one language only says it so in both. */
  get definition(): Draft {
    return { ...this.draft, name_en: this.draft.name_en.trim() || this.draft.name.trim() }
  }

  async #codesOf(kind: string): Promise<void> {
    const answer = await api.get<CodeName[]>(`/rules/vocabulary/${kind}`)
    if (answer.ok) this.codes = { ...this.codes, [kind]: answer.value }
    else this.failure = answer.failure
  }

  async save(): Promise<boolean> {
    const answer = await report(api.post<RuleFile>('/rules', this.definition), t('rules.screen.said.kept'))
    this.failure = answer.ok ? null : answer.failure
    if (answer.ok) this.#take(answer.value)
    return answer.ok
  }

  async publish(mode: RuleMode, waiver: string | null): Promise<Failure | null> {
    if (!(await this.save())) return this.failure
    return this.#settle('publish', { mode, waiver }, t('rules.screen.said.published'))
  }

  setMode(mode: RuleMode): Promise<Failure | null> {
    const command = { live: 'enable', shadow: 'shadow', off: 'disable' }[mode]
    return this.#settle(command, {}, t(`rules.screen.said.${mode}`))
  }

  async #settle(command: string, body: object, said: string): Promise<Failure | null> {
    const answer = await report(api.post<RuleFile>(`/rules/${this.draft.code}/${command}`, body), said)
    if (answer.ok) this.#take(answer.value)
    return answer.ok ? null : answer.failure
  }

  #take(file: RuleFile): void {
    this.file = file
    this.changed = false
  }
}

/** Of every kind of definitions that a rule can speak of. */
function kindsIn({ triggers, datasets, actions }: Vocabulary): string[] {
  const fields = [...triggers, ...datasets].flatMap((one) => one.fields.map(({ of }) => of))
  const parameters = actions.flatMap((one) => one.parameters.map(({ of }) => of))
  return [...new Set([...fields, ...parameters, 'areas', 'points', 'shifts'])].filter((kind): kind is string => kind !== null)
}

/** People don't invent codes: the next free one. */
async function freeCode(): Promise<string> {
  const answer = await api.get<RuleRow[]>('/rules')
  const taken = new Set(answer.ok ? answer.value.map(({ code }) => code) : [])
  for (let number = 1; ; number++) if (!taken.has(`RULE-${number}`)) return `RULE-${number}`
}
