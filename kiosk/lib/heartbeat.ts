import { api } from '#kiosk/lib/api'
import { shared } from '#kiosk/lib/page_props'

const EVERY_MS = 20_000

/** This screen says that it is there, what its clock shows and how much it still has to hand over. */
export function beat(): () => void {
  const say = () => {
    if (shared().tokens.device) void api.post('/devices/heartbeat', { at: Date.now(), unsent: unsent() }, { as: 'device' })
  }
  say()
  const timer = setInterval(say, EVERY_MS)
  return () => clearInterval(timer)
}

/** Passages that a gate decided on its own and has kept. */
function unsent(): number {
  try {
    const keys = Object.keys(localStorage).filter((key) => /^redline\.gate\..+\.passages$/.test(key))
    return keys.reduce((sum, key) => sum + (JSON.parse(localStorage.getItem(key) ?? '[]') as unknown[]).length, 0)
  } catch {
    return 0
  }
}
