import type { HttpContext } from '@adonisjs/core/http'
import { register } from '#modules/personnel/access/register'
import { gateForScreen } from '#modules/personnel/controllers/present_gate'
import { findMuster, listMusters } from '#modules/personnel/queries/list_musters'
import { machines } from '#modules/personnel/queries/running_machines'

const LAST_MUSTERS = 10

/** What gates and assembly points show. Thin: what the pages then do goes through `/api`. */
export default class PagesController {
  async gate(ctx: HttpContext) {
    const gate = await gateForScreen(ctx, await this.#gateOf(ctx))
    const asked = ctx.request.input('direction')
    const fixed = asked === 'in' || asked === 'out' ? asked : null
    return gate ? ctx.inertia.render('gate/gate', { gate, fixed }) : this.#choose(ctx, '/gate')
  }

  async guard(ctx: HttpContext) {
    const gate = await gateForScreen(ctx, await this.#gateOf(ctx))
    return gate ? ctx.inertia.render('gate/guard', { gate, others: await this.#gates(ctx) }) : this.#choose(ctx, '/gate/guard')
  }

  async musters(ctx: HttpContext) {
    const musters = await listMusters({ running: false, limit: LAST_MUSTERS, before: null })
    return ctx.inertia.render('muster/musters', { musters })
  }

  async muster(ctx: HttpContext) {
    const muster = await findMuster(ctx.params.id)
    return muster ? ctx.inertia.render('muster/muster', { muster }) : ctx.response.redirect('/muster')
  }

  /** Who is in gas areas and for how long yet. */
  async stays(ctx: HttpContext) {
    return ctx.inertia.render('stays/stays', {})
  }

  /** At the machines of the screen's area; a phone sees all of them, or the one whose code was scanned. */
  async equipment(ctx: HttpContext) {
    const area = ctx.screen.device?.principal.device?.areaCode ?? null
    const asked = ctx.request.input('code')
    return ctx.inertia.render('equipment/check', { machines: await machines(area), code: typeof asked === 'string' ? asked : null })
  }

  async #choose(ctx: HttpContext, path: string) {
    return ctx.inertia.render('gate/choose', { gates: await this.#gates(ctx), path })
  }

  /** A gate's own screen stands at its gate; anyone else says which one is meant. */
  async #gateOf(ctx: HttpContext): Promise<string | null> {
    const own = ctx.screen.device?.principal.device?.gateCode ?? null
    const asked = ctx.request.input('gate')
    if (own && !ctx.screen.person) return own
    return typeof asked === 'string' ? asked.slice(0, 40) : own
  }

  async #gates(ctx: HttpContext) {
    const device = ctx.screen.device?.principal.device
    if (device?.kind === 'gate' && !ctx.screen.person) return []
    const { places } = await register.fresh()
    return [...places.gates.values()]
      .sort((a, b) => a.code.localeCompare(b.code))
      .map(({ code, name, nameEn }) => ({ code, name, name_en: nameEn }))
  }
}
