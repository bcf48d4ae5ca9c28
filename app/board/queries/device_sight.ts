import { deviceStates, type DeviceState } from '#app/identity/index'
import { clock } from '#app/kernel/clock'
import { settingValue } from '#app/kernel/settings'
import type { BlindSpot, Sight } from '#app/board/blind_spots'
import { clockSkewLimit, screenSilentAfter } from '#app/board/settings'

/** Gates and kiosks: those that are silent, whose clock is wrong, or that hold back what they did on their own. */
export async function deviceSight(): Promise<Sight> {
  const devices = await deviceStates()
  const silentMs = (await settingValue(screenSilentAfter)) * 1_000
  const skewMs = (await settingValue(clockSkewLimit)) * 1_000
  const now = clock.now()
  const spots = devices.flatMap((device) => {
    const { lastSeenAt, clockAheadMs, unsent } = device
    if (lastSeenAt === null || now - lastSeenAt > silentMs) return [spot(device.kind === 'gate' ? 'gate_silent' : 'screen_silent', device)]
    const skewed = clockAheadMs !== null && Math.abs(clockAheadMs) > skewMs
    return [...(skewed ? [spot('clock_wrong', device)] : []), ...(unsent > 0 ? [spot('unsent', device)] : [])]
  })
  return { watched: devices.map(({ areaCode }) => ({ areaCode, count: 1 })), spots }
}

const spot = (kind: string, { code, name, nameEn, areaCode, lastSeenAt }: DeviceState): BlindSpot => {
  return { id: `${kind}:${code}`, kind, code, name, nameEn, areaCode, since: lastSeenAt }
}
