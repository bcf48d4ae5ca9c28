import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import QRCode from 'qrcode'
import { clock } from '#app/kernel/clock'
import { explain, refuse } from '#app/kernel/http/refuse'
import { reason } from '#app/kernel/reason'
import { findArea } from '#app/plant/index'
import { permitKeys } from '#modules/permits/keys'
import { loadFile } from '#modules/permits/queries/load_file'
import { presentRow } from '#modules/permits/queries/present_permit'
import { scannedPermit } from '#modules/permits/queries/read_scans'
import { sealPermit, sealPlace, unsealPermit } from '#modules/permits/token'

const formatValidator = vine.create({ format: vine.enum(['svg', 'png', 'text'] as const).optional() })
const verifyValidator = vine.create({
  token: vine.string().maxLength(600),
  /** Where the code is shown. */
  area: vine.string().maxLength(40).nullable().optional(),
})

/** The codes that are scanned: of permits and of places. */
export default class CodesController {
  static input = { permit: { query: formatValidator }, place: { query: formatValidator }, verify: { body: verifyValidator } }

  /** The permit's code, from the moment it is issued. */
  async permit(ctx: HttpContext) {
    const file = await loadFile(ctx.params.id)
    if (!file) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('permits.no_such_permit')])
    const { id, code, area_code, start_at, end_at, nonce } = file.permit
    if (!nonce) return refuse(ctx, 409, 'E_REFUSED', [reason('permits.not_issued')])
    const claim = { permitId: id, code, areaCode: area_code, from: start_at, until: end_at, nonce }
    return sendCode(ctx, sealPermit(claim, permitKeys().privateKey))
  }

  /** The code for the sign that hangs in an area. */
  async place(ctx: HttpContext) {
    const area = await findArea(ctx.params.area)
    if (!area?.active) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('permits.no_such_area')])
    return sendCode(ctx, sealPlace(area.code, permitKeys().privateKey))
  }

  /** Whether a scanned permit is in force, and everything that speaks against it. */
  async verify(ctx: HttpContext) {
    const { token, area } = await ctx.request.validateUsing(verifyValidator)
    const reasons = await scannedPermit(token, { now: clock.now(), areaCode: area }, db)
    const claim = unsealPermit(token, permitKeys().publicKey)
    const file = claim ? await loadFile(claim.permitId) : null
    return {
      data: {
        valid: reasons.length === 0,
        reasons: reasons.map((why) => explain(ctx.i18n, why)),
        permit: file && (await presentRow(file.permit, ctx.i18n)),
      },
    }
  }

  /** For gates and phones that verify while the server is out of reach. */
  async key() {
    return { data: { algorithm: 'Ed25519', public_key: permitKeys().publicPem, format: 'RLP1.<base64url JSON [id, code, area, from, until, nonce]>.<base64url signature over the first two parts>' } }
  }
}

async function sendCode(ctx: HttpContext, text: string): Promise<unknown> {
  const { format = 'svg' } = await ctx.request.validateUsing(formatValidator, { data: ctx.request.qs() })
  ctx.response.header('cache-control', 'no-store')
  if (format === 'text') return { data: { token: text } }
  if (format === 'png') return ctx.response.type('png').send(await QRCode.toBuffer(text, { errorCorrectionLevel: 'M', margin: 2, width: 720 }))
  return ctx.response.type('svg').send(await QRCode.toString(text, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 }))
}
