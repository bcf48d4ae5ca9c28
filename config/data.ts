import { isAbsolute } from 'node:path'
import app from '@adonisjs/core/services/app'
import env from '#start/env'

const configured = env.get('DATA_DIR', 'storage')

/** Absolute path of a file in the data folder (`DATA_DIR`, default `storage/`). */
export function dataPath(...parts: string[]): string {
  const root = isAbsolute(configured) ? configured : app.makePath(configured)
  return [root, ...parts].join('/')
}
