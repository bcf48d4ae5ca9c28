import { useEffect } from 'react'
import { useStdout } from 'ink'

/** Buttons and wheel (1000), in the form that knows no 223-column limit (1006). */
const ON = '\u001B[?1000h\u001B[?1006h'
const OFF = '\u001B[?1006l\u001B[?1000l'

/** Asks the terminal to report the mouse, and takes it back however the program ends: a shell must not be left clicking. */
export function useMouse(): void {
  const { stdout } = useStdout()
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
