import { readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'

const MARK = 'history.sqlite.damaged-'
const DEALT_WITH = 'history.sqlite.replaced-'

/** Damaged histories that were set aside and that nobody has dealt with yet, oldest first. */
export const damagedHistories = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith(MARK) && /\d$/.test(name))
    .sort()

/** They stay, under a name that nobody is warned of any more. */
export function markDealtWith(folder: string): void {
  for (const name of readdirSync(folder).filter((one) => one.startsWith(MARK))) renameSync(join(folder, name), join(folder, name.replace(MARK, DEALT_WITH)))
}
