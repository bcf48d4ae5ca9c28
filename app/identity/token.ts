import { createHash, randomBytes } from 'node:crypto'

/** A bearer token: 256 random bits with a prefix that secret scanners and people recognise. */
export const newToken = (): string => `rl_${randomBytes(32).toString('base64url')}`

/** Only this is stored: the database never holds a token that works. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')
