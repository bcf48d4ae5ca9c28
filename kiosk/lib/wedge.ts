import { FAST_MS, KeyBursts } from '#kiosk/lib/key_bursts'

/** Gets a code; true when it took it, else the handler below is asked. */
type ScanHandler = (code: string) => boolean | void
type KeyHandler = (key: string) => void

const scanHandlers: ScanHandler[] = []
const keyHandlers: KeyHandler[] = []
const bursts = new KeyBursts()
let field: { element: HTMLInputElement | HTMLTextAreaElement; value: string } | null = null
let waiting: { key: string; timer: ReturnType<typeof setTimeout> } | null = null
let inBurst = false

/** Hears badge readers, QR scanners and the camera for as long as the component lives: `onMount(() => onScan(…))`. */
export function onScan(handler: ScanHandler): () => void {
  scanHandlers.push(handler)
  return () => void scanHandlers.splice(scanHandlers.indexOf(handler), 1)
}

/** For the layouts: hears what no page took, whichever of them was mounted first. */
export function onScanLeft(handler: ScanHandler): () => void {
  scanHandlers.unshift(handler)
  return () => void scanHandlers.splice(scanHandlers.indexOf(handler), 1)
}

/** Hears keys that a person types into no field (a PIN on a real keyboard); never those of a reader. */
export function onKeys(handler: KeyHandler): () => void {
  keyHandlers.push(handler)
  return () => void keyHandlers.splice(keyHandlers.indexOf(handler), 1)
}

/** A code from wherever: reader, scanner, camera. The topmost handler that takes it ends the search. */
export function deliver(code: string): boolean {
  for (const handler of [...scanHandlers].reverse()) if (handler(code) !== false) return true
  return false
}

const editable = (target: EventTarget | null): HTMLInputElement | HTMLTextAreaElement | null =>
  (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) && !target.readOnly ? target : null

/** Installed once by the layouts. */
export function listenForReaders(): () => void {
  window.addEventListener('keydown', onKeyDown, true)
  return () => window.removeEventListener('keydown', onKeyDown, true)
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  const at = event.timeStamp
  const input = editable(event.target)
  if (event.key === 'Enter') return onEnter(event, input, at)
  if (event.key === 'Backspace') bursts.erase()
  else if (event.key.length !== 1) return
  else {
    const before = input ? { element: input, value: input.value } : null
    inBurst = bursts.key(event.key, at)
    if (!inBurst) field = before
  }
  if (!input) holdForHandler(event.key)
}

/** A key waits one reader's beat: when the next one follows at machine speed, neither was meant for the PIN pad. */
function holdForHandler(key: string): void {
  if (waiting) {
    clearTimeout(waiting.timer)
    if (!inBurst) tell(waiting.key)
    waiting = null
  }
  if (inBurst) return
  waiting = { key, timer: setTimeout(() => flush(), FAST_MS + 5) }
}

function flush(): void {
  if (waiting) tell(waiting.key)
  waiting = null
}

const tell = (key: string): void => keyHandlers.at(-1)?.(key)

function onEnter(event: KeyboardEvent, input: HTMLInputElement | HTMLTextAreaElement | null, at: number): void {
  const taken = input !== null || keyHandlers.length > 0
  const sent = bursts.enter(at, taken)
  const byHand = sent !== null && !sent.fast
  inBurst = false
  if (byHand) flush()
  else if (waiting) {
    clearTimeout(waiting.timer)
    waiting = null
  }
  // Slow typing in a field is that field's own; slow typing into nothing is a badge number, unless a PIN pad listens.
  if (!sent || (byHand && taken)) return
  if (!deliver(sent.code)) return
  event.preventDefault()
  event.stopPropagation()
  restoreField()
}

/** What a reader wrote into a field that happened to have the focus is taken out again. */
function restoreField(): void {
  if (!field?.element.isConnected) return
  field.element.value = field.value
  field.element.dispatchEvent(new Event('input', { bubbles: true }))
  field = null
}
