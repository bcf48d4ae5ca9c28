import { render } from 'ink'
import { App, type AppProps } from '#tui/console/components/app'

/** Draws the console on the terminal's second screen and gives the first one back as it was. */
export async function runConsole(props: AppProps): Promise<void> {
  const { waitUntilExit } = render(<App {...props} />, {
    alternateScreen: true,
    exitOnCtrlC: true,
    patchConsole: false,
    maxFps: 20,
  })
  try {
    await waitUntilExit()
  } finally {
    props.feed.stop()
  }
}
