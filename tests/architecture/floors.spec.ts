import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { test } from '@japa/runner'

const root = fileURLToPath(new URL('../../', import.meta.url))

interface Report {
  summary: { totalCruised: number; violations: { from: string; rule: { name: string } }[] }
}

/** Runs the house rules over a tree and returns what they found. */
async function cruise(folder: string, paths: string[]): Promise<Report['summary']> {
  const cruiser = `${root}node_modules/.bin/depcruise`
  const args = [cruiser, ...paths, '--config', `${root}.dependency-cruiser.cjs`, '--output-type', 'json']
  const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 }
  const { stdout } = await promisify(execFile)(process.execPath, args, options).catch((error) => error)
  return (JSON.parse(stdout) as Report).summary
}

/** Each rule with the file that breaks it in `violations/`, a house of its own. */
const SEEDED: Record<string, string> = {
  'no-import-upward-from-floor-0': 'app/kernel/looks_up.ts',
  'no-import-upward-from-floor-2': 'app/identity/looks_up.ts',
  'no-import-upward-from-floor-4': 'app/notifications/looks_up.ts',
  'siblings-know-only-events-app-attachments': 'app/attachments/asks_a_sibling.ts',
  'siblings-know-only-events-modules-hazards': 'modules/hazards/asks_a_sibling.ts',
  'enter-by-the-face-app-identity': 'app/plant/enters_by_the_window.ts',
  'enter-by-the-face-modules-personnel': 'modules/permits/enters_by_the_window.ts',
  'threads-touch-no-framework': 'modules/telemetry/engine/reads_the_database.ts',
  'screens-import-types-only': 'kiosk/takes_code.ts',
  'nobody-imports-the-composition': 'modules/risks/knows_the_composition.ts',
  'no-circular': 'modules/risks/circle_one.ts',
  'no-unresolvable': 'modules/hazards/imports_nothing_there.ts',
}

test.group('Floors', () => {
  test('hold in the house', async ({ assert }) => {
    const found = await cruise(root, ['app', 'modules', 'start', 'commands', 'config', 'tui', 'resources/field'])
    assert.isAbove(found.totalCruised, 100, 'aliases resolve, so the rules see the house')
    assert.deepEqual(found.violations.map(({ rule, from }) => `${rule.name}: ${from}`), [])
  })

  test('catch each seeded violation', async ({ assert }) => {
    const found = await cruise(`${root}tests/architecture/violations`, ['app', 'modules', 'kiosk', 'start', 'config'])
    const caught = found.violations.map(({ rule, from }) => `${rule.name}: ${from}`)
    for (const [rule, file] of Object.entries(SEEDED)) assert.include(caught, `${rule}: ${file}`)
  })
})
