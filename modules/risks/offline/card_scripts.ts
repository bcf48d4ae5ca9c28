/**
 * Cards (处置卡) open without a network once they were opened with one: a service worker that keeps `/cards/…` alone. Browsers
 * allow one on https and on the server itself only; elsewhere the page says that it is not kept.
 */
export const CARD_KEEPER = `
const STORE = 'redline-cards-1'
addEventListener('install', () => skipWaiting())
addEventListener('activate', (event) => event.waitUntil(clients.claim()))
addEventListener('fetch', (event) => {
  const { pathname } = new URL(event.request.url)
  if (event.request.method !== 'GET' || !pathname.startsWith('/cards/') || pathname === '/cards/keeper.js') return
  event.respondWith(freshOrKept(event.request, pathname))
})
async function freshOrKept(request, pathname) {
  const store = await caches.open(STORE)
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(4000) })
    // A redirect to the sign-in page is no card.
    if (answer.ok && !answer.redirected) await store.put(pathname, answer.clone())
    if (answer.status < 500) return answer
    return (await store.match(pathname)) ?? answer
  } catch (error) {
    const kept = await store.match(pathname)
    if (kept) return kept
    throw error
  }
}
`

/** On the card's page: registers the keeper, keeps this page, and says truly whether it is kept and whether it is old. */
export const CARD_PAGE = `
const kept = document.getElementById('kept')
const say = () => { kept.textContent = kept.dataset.kept; kept.classList.add('good') }
async function keep() {
  await navigator.serviceWorker.register('/cards/keeper.js')
  await navigator.serviceWorker.ready
  const store = await caches.open('redline-cards-1')
  if (!(await store.match(location.pathname))) await store.add(location.pathname)
  say()
}
if ('serviceWorker' in navigator && 'caches' in window) keep().catch(() => caches.match(location.pathname).then((found) => found && say()))
const old = Date.now() - Number(document.body.dataset.at) > 60000
document.getElementById('offline').hidden = !old && navigator.onLine
`
