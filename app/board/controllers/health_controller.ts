import { statfs } from 'node:fs/promises'
import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { heartOf, type HeartName } from '#app/kernel/hearts'
import { dataPath } from '#config/data'

const DISK_FLOOR_BYTES = 200 * 1024 * 1024

type Check = { name: string; ok: boolean; detail?: string }

async function check(name: string, probe: () => Promise<string | void>): Promise<Check> {
  try {
    const detail = await probe()
    return { name, ok: true, ...(detail ? { detail } : {}) }
  } catch (error) {
    return { name, ok: false, detail: (error as Error).message }
  }
}

const heart = (name: HeartName) =>
  check(name, async () => {
    const beat = await heartOf(name)
    if (!beat.ok) throw new Error(beat.ageMs ? `silent for ${Math.round(beat.ageMs)} ms` : 'silent')
    return beat.detail
  })

export default class HealthController {
  /** The process answers: a supervisor restarts it when this fails. */
  async live() {
    return { status: 'alive' }
  }

  /** Everything that it needs to do its work, each with its own word. */
  async ready({ response }: HttpContext) {
    const checks = await Promise.all([
      check('database', async () => void (await db.rawQuery('SELECT 1'))),
      check('disk', async () => {
        const { bavail, bsize } = await statfs(dataPath())
        if (bavail * bsize < DISK_FLOOR_BYTES) throw new Error(`${Math.round((bavail * bsize) / 1e6)} MB left`)
      }),
      heart('engine'),
      heart('historian'),
      heart('broker'),
      heart('audit'),
      heart('outbox'),
    ])
    const ready = checks.every((one) => one.ok)
    return response.status(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not_ready', checks })
  }
}
