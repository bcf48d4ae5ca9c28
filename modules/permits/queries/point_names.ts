import { pointState } from '#modules/telemetry/index'

/** A point as a sentence names it, with the code by which screens tell one from another. What nobody knows keeps its code. */
export async function pointNames(code: string): Promise<{ point: string; point_en: string; point_code: string }> {
  const point = await pointState(code)
  return { point: point?.name ?? code, point_en: point?.nameEn ?? code, point_code: code }
}
