import { useEffect, useEffectEvent } from 'react'
import { useStdin, useStdout } from 'ink'
import { MouseReader, type MousePress } from '#tui/console/mouse_reader'

/** Buttons and wheel (1000), in the form that knows no 223-column limit (1006). */
const ON = '\u001B[?1000h\u001B[?1006h'
const OFF = '\u001B[?1006l\u001B[?1000l'

/**
 * Asks the terminal to report the mouse, and takes it back however the program ends: a shell must not be left clicking.
 * Ink drops these reports; it reads the same stream, so they are heard beside it.
 */
export function useMouse(onMouse: (press: MousePress) => void): void {
  const { stdin } = useStdin()
  const { stdout } = useStdout()
  const tell = useEffectEvent(onMouse)

  useEffect(() => {
    const reader = new MouseReader()
    const hear = (piece: string | Buffer) => {
      for (const press of reader.push(String(piece))) tell(press)
    }
    stdin.on('data', hear)
    return () => void stdin.off('data', hear)
  }, [stdin])

  useEffect(() => {
    if (!('isTTY' in stdout) || !stdout.isTTY) return
    const off = () => void stdout.write(OFF)
    stdout.write(ON)
    process.on('exit', off)
    return () => {
      process.off('exit', off)
      off()
    }
  }, [stdout])
}
