import { isOverdue, listBypasses } from '#app/bypasses/index'
import { clock } from '#app/kernel/clock'
import { areaCodesWithin, areaLabel } from '#app/plant/index'
import type { BoardSnapshot } from '#app/board/snapshot'

const MOST = 60
const MINUTE_MS = 60_000

export async function bypassesTile(): Promise<BoardSnapshot['bypasses']> {
  const all = await listBypasses()
  const items = all.slice(0, MOST).map(async (bypass) => {
    const area = bypass.areaCode ? await areaLabel(bypass.areaCode) : null
    const { id, kind, subject, areaCode, owner, ownerEn, reason, measure, since, until } = bypass
    const place = { areaCode, areaName: area?.name ?? '', areaNameEn: area?.nameEn ?? '' }
    return { id, kind, ...subject, ...place, owner, ownerEn, reason, measure, since, until, overdue: isOverdue(bypass) }
  })
  return { count: all.length, overdue: all.filter(isOverdue).length, items: await Promise.all(items) }
}

/** What is set aside now, or of it what is overdue; of the past nothing is known. */
export const bypassCount = (overdueOnly: boolean) => async (_from: number, to: number, areaCode: string | null): Promise<number | null> => {
  if (to < clock.now() - MINUTE_MS) return null
  const areas = areaCode ? await areaCodesWithin(areaCode) : null
  const all = (await listBypasses()).filter((bypass) => !areas || (bypass.areaCode !== null && areas.includes(bypass.areaCode)))
  return (overdueOnly ? all.filter(isOverdue) : all).length
}
