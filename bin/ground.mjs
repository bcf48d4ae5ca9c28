/**
 * What every npm script needs before anything else: the packages, Node 24 and, where asked for, the production build.
 * Plain JavaScript without imports from packages, because on a bare machine there are none yet.
 */
import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../', import.meta.url))
export const node = join(root, 'node_modules', '.bin', 'node')

/** Runs a program to its end in the project's folder; ends this process with its status when it fails. */
export function run(program, args, options = {}) {
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit', ...options })
  if (error) throw error
  if (status !== 0) process.exit(status ?? 1)
}

const digest = (text) => createHash('sha256').update(text).digest('hex')

/** Installs the packages when there are none or the lockfile has changed since. */
export function ensurePackages() {
  const lock = digest(readFileSync(join(root, 'package-lock.json')))
  const mark = join(root, 'node_modules', '.redline-lock')
  if (existsSync(node) && existsSync(mark) && readFileSync(mark, 'utf8') === lock) return
  console.log('Installing packages (about two minutes the first time) …')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync(mark, lock)
}

/** Writes `.env` with a new key on first use; what stands there is left alone. */
export function ensureEnvironment() {
  const file = join(root, '.env')
  if (!existsSync(file)) {
    const example = readFileSync(join(root, '.env.example'), 'utf8')
    writeFileSync(file, example.replace('APP_KEY=', `APP_KEY=${randomBytes(32).toString('base64url')}`), { mode: 0o600 })
  }
  process.loadEnvFile(file)
}

const SOURCES = ['app', 'modules', 'kiosk', 'tui', 'start', 'config', 'commands', 'bin', 'database', 'resources', 'package.json', 'package-lock.json', 'adonisrc.ts', 'vite.config.ts', 'tsconfig.json']

function* files(path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return
  if (stat.isFile()) yield { path, stamp: `${stat.size}:${stat.mtimeMs}` }
  else for (const name of readdirSync(path).sort()) yield* files(join(path, name))
}

function fingerprint() {
  const hash = createHash('sha256')
  for (const source of SOURCES)
    for (const { path, stamp } of files(join(root, source))) hash.update(`${relative(root, path)}:${stamp}\n`)
  return hash.digest('hex')
}

/** Makes the production build when the sources have changed since the last one. */
export function ensureBuild() {
  const mark = join(root, 'build', '.fingerprint')
  const wanted = fingerprint()
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return
  console.log('Building server and kiosks (about a minute) …')
  run(node, ['ace.js', 'build'], { env: { ...process.env, NODE_ENV: 'production' } })
  writeFileSync(mark, wanted)
}
