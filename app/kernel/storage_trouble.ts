/** What SQLite says when the storage is at fault and not what was asked of it: it passes, or somebody mends it. */
const TROUBLES = ['SQLITE_BUSY', 'SQLITE_LOCKED', 'SQLITE_FULL', 'SQLITE_IOERR', 'SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_CORRUPT', 'SQLITE_NOTADB']

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '')

export const isStorageTrouble = (error: unknown): boolean => TROUBLES.some((code) => codeOf(error).startsWith(code))

/** Another process writes: a backup, a command, somebody's database tool. */
export const isLockedElsewhere = (error: unknown): boolean => /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error))
