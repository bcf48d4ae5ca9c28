import { render } from 'ink'
import { App, type AppProps } from '#tui/console/components/app'

/**
 * Draws the console on the terminal's second screen and gives the first one back as it was. `onStop` is handed what ends
 * it from outside: the framework answers SIGTERM itself, and would leave the terminal in our hands.
 */
export async function runConsole(props: AppProps, onStop: (stop: () => void) => void): Promise<void> {
  const { waitUntilExit, unmount } = render(<App {...props} />, {
    alternateScreen: true,
    exitOnCtrlC: true,
    patchConsole: false,
    maxFps: 20,
  })
  onStop(unmount)
  try {
    await waitUntilExit()
  } finally {
    props.feed.stop()
  }
}
