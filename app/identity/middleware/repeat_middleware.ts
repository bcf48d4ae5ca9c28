import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#app/kernel/clock'
import { refuse } from '#app/kernel/http/refuse'
import { reason } from '#app/kernel/reason'
import { transact } from '#app/kernel/transaction'

const KEEP_MS = 24 * 3_600_000
const inFlight = new Set<string>()

/**
 * A write that comes twice with the same `Idempotency-Key` is done once and answered twice: a phone that lost the answer
 * may ask again. Sits behind `allow`, since a key belongs to its sender.
 */
export async function answerRepeats(ctx: HttpContext, next: NextFn): Promise<unknown> {
  const key = ctx.request.header('idempotency-key')
  if (!key || ctx.request.method() === 'GET') return next()
  if (key.length > 100) return refuse(ctx, 422, 'E_INVALID', [reason('identity.key_too_long')])

  const principal = ctx.principal.person?.id ?? ctx.principal.device?.id ?? ''
  const request = `${ctx.request.method()} ${ctx.request.url()}`
  const known = await db.from('idempotency_keys').where({ key, principal }).where('created_at', '>', clock.now() - KEEP_MS).first()
  if (known) {
    if (known.request !== request) return refuse(ctx, 409, 'E_CONFLICT', [reason('identity.key_used_elsewhere')])
    return ctx.response.status(known.status).type('application/json').send(known.body)
  }
  const lane = `${principal}:${key}`
  if (inFlight.has(lane)) return refuse(ctx, 409, 'E_CONFLICT', [reason('identity.request_under_way')])

  inFlight.add(lane)
  try {
    const output = await next()
    if (output !== undefined && !ctx.response.hasLazyBody) ctx.response.send(output)
    await remember(ctx, { key, principal, request })
  } finally {
    inFlight.delete(lane)
  }
}

/** Only an answer that settled the matter is kept: after a fault of ours the same key may try again. */
async function remember(ctx: HttpContext, id: { key: string; principal: string; request: string }): Promise<void> {
  const status = ctx.response.getStatus()
  const body = ctx.response.getBody()
  if (status >= 400 || (body !== undefined && body !== null && typeof body !== 'object')) return
  await transact(async (tx) => {
    await tx.db.from('idempotency_keys').where('created_at', '<', tx.now - KEEP_MS).delete()
    await tx.db
      .knexQuery()
      .insert({ ...id, status, body: JSON.stringify(body ?? null), created_at: tx.now })
      .into('idempotency_keys')
      .onConflict(['key', 'principal'])
      .ignore()
  })
}
