import { api, type Answer, type Failure } from '#kiosk/lib/api'
import { dropDraft, keepDraft, readDraft } from '#kiosk/lib/drafts'
import { now } from '#kiosk/lib/now.svelte'
import type { Crew, Level, Permit } from '#kiosk/pages/permits/types'

const MIN_MS = 60_000
const HOUR_MS = 60 * MIN_MS
const NAME = 'permits.new'

interface Fields {
  area: string | null
  level: string | null
  /** Minutes from now; null: the window that the server has stays. */
  startIn: number | null
  hours: number
  place: string
  content: string
  method: string | null
  workers: { person: string; trade: string }[]
  guardian: string | null
}

const EMPTY: Fields = { area: null, level: null, startIn: 0, hours: 4, place: '', content: '', method: null, workers: [], guardian: null }

/** An application while it is being filled in: on this screen first, on the server from the moment it is complete enough. */
export class Application {
  fields = $state<Fields>({ ...EMPTY })
  id = $state<string | null>(null)
  permit = $state<Permit | null>(null)
  levels = $state<Level[]>([])
  crew = $state<Crew | null>(null)
  failure = $state<Failure | null>(null)
  busy = $state(false)

  constructor(id: string | null) {
    this.id = id
    if (!id) this.fields = { ...EMPTY, ...(readDraft<Fields>(NAME) ?? {}) }
  }

  get level(): Level | undefined {
    return this.levels.find(({ code }) => code === this.fields.level)
  }

  get window(): { start_at: number; end_at: number } {
    if (this.fields.startIn === null && this.permit) return { start_at: this.permit.start_at, end_at: this.permit.end_at }
    const start_at = Math.floor(now()) + (this.fields.startIn ?? 0) * MIN_MS
    return { start_at, end_at: start_at + this.fields.hours * HOUR_MS }
  }

  keep(): void {
    if (!this.id) keepDraft(NAME, $state.snapshot(this.fields))
  }

  /** Goes on with what the server has. */
  async open(): Promise<void> {
    if (!this.id) return
    const answer = await this.#note(api.get<Permit>(`/permits/${this.id}`))
    if (!answer.ok) return
    const { level, area, place, content, method, workers, guardian } = answer.value
    this.permit = answer.value
    this.fields = {
      area: area.code,
      level: level.code,
      startIn: null,
      hours: 4,
      place,
      content,
      method,
      workers: workers.map(({ code, trade }) => ({ person: code, trade })),
      guardian: guardian?.code ?? null,
    }
  }

  async loadLevels(): Promise<void> {
    const answer = await this.#note(api.get<Level[]>('/permits/levels', { query: { area: this.fields.area } }))
    if (!answer.ok) return
    this.levels = answer.value
    const fits = this.level?.allowed
    if (!fits) this.fields.level = this.levels.filter(({ allowed }) => allowed).at(-1)?.code ?? null
  }

  async loadCrew(): Promise<void> {
    const query = { level: this.fields.level, area: this.fields.area, ...this.window }
    const answer = await this.#note(api.get<Crew>('/permits/crew', { query }))
    if (answer.ok) this.crew = answer.value
  }

  /** Begins the draft on the server, or brings it up to date. */
  async save(): Promise<boolean> {
    const { area, level, place, content, method, workers, guardian } = this.fields
    const body = { area, level, place, content, method: method ?? '', workers, guardian, ...this.window }
    this.busy = true
    const answer = await this.#note(this.id ? api.patch<Permit>(`/permits/${this.id}`, body) : api.post<Permit>('/permits', body))
    this.busy = false
    if (!answer.ok) return false
    this.permit = answer.value
    this.id = answer.value.id
    this.fields.startIn = null
    dropDraft(NAME)
    return true
  }

  async confirm(measureId: string, body: { outcome: string; reason?: string; photo?: Blob }): Promise<Failure | null> {
    this.busy = true
    const failure = await this.#confirm(measureId, body)
    this.busy = false
    return failure
  }

  async #confirm(measureId: string, { photo, ...body }: { outcome: string; reason?: string; photo?: Blob }): Promise<Failure | null> {
    let attachment_id: string | undefined
    if (photo) {
      const form = new FormData()
      form.append('file', photo, 'photo.jpg')
      const stored = await api.post<{ id: string }>('/attachments', form)
      if (!stored.ok) return stored.failure
      attachment_id = stored.value.id
    }
    const answer = await api.post<Permit>(`/permits/${this.id}/measures/${measureId}`, { ...body, attachment_id })
    if (answer.ok) this.permit = answer.value
    return answer.ok ? null : answer.failure
  }

  async submit(): Promise<boolean> {
    this.busy = true
    const answer = await this.#note(api.post<Permit>(`/permits/${this.id}/submit`))
    this.busy = false
    return answer.ok
  }

  async #note<T>(call: Promise<Answer<T>>): Promise<Answer<T>> {
    const answer = await call
    this.failure = answer.ok ? null : answer.failure
    return answer
  }
}
