const state = $state({ device: Date.now(), offset: 0 })

setInterval(() => (state.device = Date.now()), 1_000)

/** The server's clock, ticking once a second: a kiosk whose own clock is wrong must not show wrong ages. */
export const now = (): number => state.device + state.offset

/** This device's own clock, ticking as well: for spans that have nothing to do with the server. */
export const deviceNow = (): number => state.device

export function serverSays(at: number): void {
  state.device = Date.now()
  state.offset = at - state.device
}
