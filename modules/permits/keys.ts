import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { dataPath } from '#config/data'

export interface PermitKeys {
  privateKey: KeyObject
  publicKey: KeyObject
  /** For gates and phones that verify without the server. */
  publicPem: string
}

let loaded: PermitKeys | null = null

/** The plant's Ed25519 pair that signs permits and signs at places; made once, kept in the data folder, never replaced. */
export function permitKeys(): PermitKeys {
  if (loaded) return loaded
  const file = dataPath('keys', 'permits-ed25519.pem')
  const privateKey = createPrivateKey(readOrMake(file))
  const publicKey = createPublicKey(privateKey)
  loaded = { privateKey, publicKey, publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString() }
  return loaded
}

function readOrMake(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  try {
    writeFileSync(file, pem, { mode: 0o600, flag: 'wx' })
    return pem
  } catch (error) {
    // Another process of the same plant was quicker: its key counts.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return readFileSync(file, 'utf8')
    throw error
  }
}
