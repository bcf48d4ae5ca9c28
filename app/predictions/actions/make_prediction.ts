import { newId } from '#app/kernel/ids'
import { settingValue } from '#app/kernel/settings'
import { transact } from '#app/kernel/transaction'
import { notify } from '#app/notifications/index'
import { areaLabel } from '#app/plant/index'
import type { Foresight } from '#app/predictions/indicators'
import { recentRecord } from '#app/predictions/queries/track_record'
import { trust } from '#app/predictions/settings'

/**
 * Keeps what is foreseen, unless the same stands already. Whoever is responsible for the area hears of it, as long as this
 * kind has not been wrong about this subject too often: then it is only kept and scored, until it is right again.
 */
export function makePrediction(kind: string, foresight: Foresight): Promise<string | null> {
  return transact(async (tx) => {
    const { subject, areaCode, expectedAt, horizonAt, claim, data } = foresight
    const standing = await tx.db.from('predictions').where({ kind, subject, state: 'standing' }).first()
    if (standing) return null
    const { last, from, share } = await settingValue(trust, tx.db)
    const { hits, misses, precision } = await recentRecord(tx.db, kind, subject, last)
    const shown = hits + misses < from || (precision ?? 0) >= share
    const id = newId()
    await tx.db.table('predictions').insert({
      id,
      kind,
      subject,
      area_code: areaCode,
      made_at: tx.now,
      expected_at: expectedAt,
      horizon_at: horizonAt,
      claim: JSON.stringify(claim),
      data: JSON.stringify(data),
      shown,
      state: 'standing',
    })
    if (!shown || areaCode === null) return id
    const area = await areaLabel(areaCode)
    await notify(tx, {
      to: { roles: [{ role: 'area_responsible', area: areaCode }] },
      message: {
        key: `predictions.notices.${kind}`,
        params: { ...params(claim), area: area?.name ?? areaCode, area_en: area?.nameEn ?? areaCode },
      },
      priority: 3,
      link: '/predictions',
      cause: `prediction:${id}`,
    })
    return id
  })
}

const params = (claim: Foresight['claim']): Record<string, string | number> =>
  Object.fromEntries(Object.entries(claim).flatMap(([name, value]) => (value === null ? [] : [[name, value]])))
