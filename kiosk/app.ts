import { createInertiaApp, router } from '@inertiajs/svelte'
import type { Component } from 'svelte'
import '#kiosk/styles/tokens.css'
import '#kiosk/styles/base.css'
import BoardLayout from '#kiosk/layouts/board.svelte'
import KioskLayout from '#kiosk/layouts/kiosk.svelte'
import PhoneLayout from '#kiosk/layouts/phone.svelte'
import { allWords, locale, startLanguage } from '#kiosk/lib/i18n.svelte'
import type { Locale, Shared } from '#kiosk/lib/page_props'

type Page = { default: Component; layout?: unknown }

const pages = import.meta.glob<Page>('./pages/**/*.svelte')
const layouts = { kiosk: KioskLayout, phone: PhoneLayout, board: BoardLayout }

// Nothing is drawn before its words are there.
await startLanguage(document.documentElement.lang as Locale)

await createInertiaApp({
  async resolve(name) {
    const page = pages[`./pages/${name}.svelte`]
    if (!page) throw new Error(`no page ${name}`)
    // Home and board speak the shell's words and need nobody else's; the rooms' pages wait for theirs.
    const [loaded] = await Promise.all([page(), /^(home|board)\//.test(name) ? null : allWords()])
    return loaded as never
  },
  layout: (_name, page) => layouts[(page.props as unknown as Shared).shell],
  progress: { delay: 200, color: 'var(--action)', includeCSS: true },
})

// Somebody whose account speaks another language has just signed in, or left.
router.on('navigate', ({ detail }) => {
  const wanted = (detail.page.props as unknown as Shared).locale
  if (wanted !== locale()) void startLanguage(wanted).then(allWords)
})

performance.mark('page-stands')

// The rooms' words and the hundred font slices follow when the first page stands: until then the system's own face is used.
void allWords()
void import('@fontsource-variable/noto-sans-sc/index.css')
