import db from '@adonisjs/lucid/services/db'
import type { OutputRow } from '#modules/telemetry/rows'

export async function listOutputs(): Promise<OutputRow[]> {
  return db.from('outputs').where('active', true).orderBy('code')
}
