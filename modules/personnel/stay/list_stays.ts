import db from '@adonisjs/lucid/services/db'
import { clock } from '#app/kernel/clock'
import { settingValue } from '#app/kernel/settings'
import { register } from '#modules/personnel/access/register'
import { coOf } from '#modules/personnel/stay/co_source'
import { wearsApparatus } from '#modules/personnel/stay/keeper'
import { remainingMs, type CoNow } from '#modules/personnel/stay/permitted'
import type { StayRow } from '#modules/personnel/stay/rows'
import { checkInMinutes, stayBands } from '#modules/personnel/stay/settings'

/** `unmeasured`: there is no detector; `unknown`: there is one, and it is not known to be good. */
export type StayState = 'free' | 'counting' | 'overdue' | 'unknown' | 'unmeasured' | 'apparatus'

export interface Stay {
  presenceId: string
  accountId: string
  code: string
  name: string
  nameEn: string | null
  areaCode: string
  enteredAt: number
  state: StayState
  /** CO now, mg/m3; null not known. */
  mg: number | null
  used: number
  /** Instant at which the permitted time is over if the air stays as it is; null without limit or not known. */
  endsAt: number | null
  checkInDueAt: number
  silent: boolean
}

const MINUTE_MS = 60_000

/** Everybody inside gas areas with the time that is left; who has least comes first. */
export async function listStays(filter: { areaCode?: string; accountId?: string } = {}): Promise<Stay[]> {
  const current = await register.fresh()
  const query = db.from('gas_stays').whereNull('left_at').orderBy('entered_at')
  if (filter.areaCode) query.whereIn('area_code', current.codesWithin(filter.areaCode))
  if (filter.accountId) query.where('account_id', filter.accountId)
  const rows: StayRow[] = await query
  const bands = await settingValue(stayBands)
  const checkIn = await settingValue(checkInMinutes)
  const stays = await Promise.all(
    rows.map(async (row): Promise<Stay> => {
      const person = current.find({ accountId: row.account_id })
      const co = await coOf(row.area_code)
      const state = stateOf(row, co)
      const left = state === 'counting' ? remainingMs(row.used, bands, co) : null
      const every = checkIn[current.places.areas.get(row.area_code)?.gasClass ?? ''] ?? Math.min(...Object.values(checkIn))
      return {
        presenceId: row.presence_id,
        accountId: row.account_id,
        code: person?.code ?? '?',
        name: person?.name ?? '?',
        nameEn: person?.nameEn ?? null,
        areaCode: row.area_code,
        enteredAt: Number(row.entered_at),
        state: left === null && state === 'counting' ? 'free' : state,
        mg: co.kind === 'known' ? co.mg : null,
        used: Math.min(1, row.used),
        endsAt: left === null ? null : Math.round(Number(row.counted_until) + left),
        checkInDueAt: Number(row.checked_in_at ?? row.entered_at) + every * MINUTE_MS,
        silent: row.silent_at !== null,
      }
    })
  )
  const urgency = ({ state, endsAt, silent, checkInDueAt }: Stay) => (state === 'overdue' || silent ? 0 : (endsAt ?? checkInDueAt + clock.now()))
  return stays.sort((a, b) => urgency(a) - urgency(b))
}

function stateOf(row: StayRow, co: CoNow): StayState {
  if (wearsApparatus(row)) return 'apparatus'
  if (row.used >= 1) return 'overdue'
  return co.kind === 'unknown' ? 'unknown' : co.kind === 'none' ? 'unmeasured' : 'counting'
}
