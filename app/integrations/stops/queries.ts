import db from '@adonisjs/lucid/services/db'
import type { Tx } from '#app/kernel/transaction'
import type { Reason } from '#app/kernel/reason'
import { COMMANDS_OF_PEOPLE, stopLifecycle, type StopCommand } from '#app/integrations/stops/lifecycle'
import { stopFacts } from '#app/integrations/stops/move_stop'
import type { StopRow, StopStepRow } from '#app/integrations/stops/rows'

type Client = Pick<Tx, 'db'>
const here = { db } as unknown as Client

export const findStop = (id: string): Promise<StopRow | null> => db.from('stop_commands').where('id', id).first()

/** Newest first. */
export async function listStops({ limit, before }: { limit: number; before?: string }): Promise<StopRow[]> {
  const query = db.from('stop_commands').orderBy('id', 'desc').limit(limit)
  if (before) query.where('id', '<', before)
  return query
}

export const stepsOf = (id: string): Promise<StopStepRow[]> => db.from('stop_command_steps').where('stop_id', id).orderBy('id')

/** Equipment on the allow list, with its names. */
export async function stoppable(): Promise<{ code: string; name: string; name_en: string; area: string; by_rule: boolean }[]> {
  const rows = await db
    .from('mes_stops')
    .join('equipment', 'equipment.code', 'mes_stops.equipment_code')
    .where({ 'mes_stops.active': true, 'equipment.active': true })
    .orderBy('equipment.code')
    .select('equipment.code', 'equipment.name', 'equipment.name_en', 'area_code', 'by_rule')
  return rows.map(({ code, name, name_en, area_code, by_rule }) => ({ code, name, name_en, area: area_code, by_rule: Boolean(by_rule) }))
}

/** What a person may do with it now, and every reason against the rest. */
export async function stopCommands(stop: StopRow, callerId: string | null, permissions: ReadonlySet<string>): Promise<{ command: StopCommand; reasons: Reason[] }[]> {
  return stopLifecycle.commands(stop.state, await stopFacts(here, stop, callerId, permissions)).filter(({ command }) => COMMANDS_OF_PEOPLE.includes(command))
}
