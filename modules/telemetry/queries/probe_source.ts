import db from '@adonisjs/lucid/services/db'
import { err, ok, type Result } from '#app/kernel/result'
import { ModbusDriver } from '#modules/telemetry/drivers/modbus'
import type { RegisterProbe } from '#modules/telemetry/engine/port'
import { sourceOf } from '#modules/telemetry/queries/build_engine_config'
import { pollClasses } from '#modules/telemetry/poll_classes'
import { findSource } from '#modules/telemetry/queries/source_states'
import type { PointRow } from '#modules/telemetry/rows'

/** Reads a source once over a connection of its own; the error is a plain sentence. */
export async function probeSource(code: string): Promise<Result<RegisterProbe[], string>> {
  const row = await findSource(code)
  if (!row) {
    const known = (await db.from('sources').orderBy('code')).map((source) => source.code).join(', ')
    return err(`there is no source ${code}; known are ${known || 'none'}`)
  }
  const points: PointRow[] = await db.from('points').where('active', true)
  const config = sourceOf(row, points, await pollClasses())
  if (!('registers' in config)) return err(`${code} is a source of kind ${config.kind}: it is heard, not read; it has no registers`)
  const driver = new ModbusDriver(config)
  try {
    return ok(await driver.probe())
  } catch (error) {
    return err(`${code} at ${config.host}:${config.port} can't be read: ${(error as Error).message}`)
  } finally {
    await driver.stop()
  }
}
