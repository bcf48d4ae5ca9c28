import type { sourceDetail } from '#modules/telemetry/queries/source_detail'
import type { sourceStates } from '#modules/telemetry/queries/source_states'
import type { LookedAt } from '#modules/telemetry/queries/look_at_registers'

export type SourceRow = Awaited<ReturnType<typeof sourceStates>>[number]
export type SourceDetail = NonNullable<Awaited<ReturnType<typeof sourceDetail>>>
export type Member = SourceDetail['members'][number]
export type { LookedAt }
export type { OrderReading } from '#modules/telemetry/drivers/plausible'
