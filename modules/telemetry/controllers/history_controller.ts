import { statSync } from 'node:fs'
import { settingValue } from '#app/kernel/settings'
import { dataPath } from '#config/data'
import { engineLink } from '#modules/telemetry/engine_link'
import { historyKeeper } from '#modules/telemetry/history_keeper'
import { keptDays, reserveMb } from '#modules/telemetry/settings'

const bytesOf = (file: string): number => statSync(dataPath(file), { throwIfNoEntry: false })?.size ?? 0

export default class HistoryController {
  /** How the history fares: what waits to be stored, how long things are kept, how far clearing up came. */
  async show() {
    const { status, error } = historyKeeper
    const stats = engineLink.stats
    return {
      data: {
        bytes: bytesOf('history.sqlite') + bytesOf('history.sqlite-wal'),
        pending: stats?.pending ?? null,
        dropped: stats?.dropped ?? null,
        storage_full: stats?.storageFull ?? null,
        stored_at: stats?.historianAt ?? null,
        kept_days: await settingValue(keptDays),
        reserve_mb: await settingValue(reserveMb),
        retention: status && {
          round_ended_at: status.roundEndedAt,
          removed: status.removed,
          longest_slice_ms: Math.round(status.longestSliceMs * 10) / 10,
          refused_as_too_old: status.refusedAsTooOld,
          error,
        },
      },
    }
  }
}
