import { shared } from '#kiosk/lib/page_props'

export type Theme = 'light' | 'dark' | 'auto'

export const chosenTheme = (): Theme => (document.documentElement.dataset.theme || shared().theme || 'auto') as Theme

/** `auto` follows the device; the cookie lets the server paint the first frame right. */
export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme === 'auto' ? '' : theme
  document.cookie = `redline_theme=${theme}; path=/; max-age=31536000; samesite=lax`
}
