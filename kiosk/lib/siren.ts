/** The tone of an alarm, made by the browser itself: no file that could be missing. Two tones for priority 1. */
const TONES: Record<1 | 2 | 3 | 4, { hz: number[]; everyMs: number }> = {
  1: { hz: [880, 660], everyMs: 900 },
  2: { hz: [740], everyMs: 1_500 },
  3: { hz: [587], everyMs: 4_000 },
  4: { hz: [494], everyMs: 10_000 },
}

let context: AudioContext | null = null
let timer: ReturnType<typeof setInterval> | null = null
let playing: number | null = null

/** False when the browser still waits for a first touch before it lets a page be heard. */
export const audible = (): boolean => context?.state === 'running'

/** Sounds until `stop`; called again with the same priority it just goes on. */
export function sound(priority: 1 | 2 | 3 | 4): void {
  if (playing === priority) return
  stop()
  playing = priority
  context ??= new AudioContext()
  void context.resume()
  const { hz, everyMs } = TONES[priority]
  beep(hz)
  timer = setInterval(() => beep(hz), everyMs)
}

export function stop(): void {
  if (timer) clearInterval(timer)
  timer = null
  playing = null
}

/** On any touch: browsers let a page be heard only after one. */
export const allowSound = (): void => {
  context ??= new AudioContext()
  void context.resume()
}

function beep(tones: number[]): void {
  if (!context || context.state !== 'running') return
  for (const [index, hz] of tones.entries()) {
    const oscillator = context.createOscillator()
    const volume = context.createGain()
    const start = context.currentTime + index * 0.25
    oscillator.type = 'square'
    oscillator.frequency.value = hz
    volume.gain.setValueAtTime(0.12, start)
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.24)
    oscillator.connect(volume).connect(context.destination)
    oscillator.start(start)
    oscillator.stop(start + 0.25)
  }
}
