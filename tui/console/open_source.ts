import type { ProbeReply, SourceFileReply } from '#tui/console/replies'
import type { Fault } from '#tui/lib/api_client'

/** A source with its points and what is on the wire now; null: being fetched. */
export interface OpenSource {
  code: string
  file: SourceFileReply | null
  probe: ProbeReply | null
  /** Why the registers can't be read, or the points are not known. */
  fault: Fault | null
}

/** Another way to read one register, before it is taken over. */
export interface Tried {
  point: string
  type: string
  word_order: string
  scale: number
  offset: number
  min: number
  max: number
}
