import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'

const dataDir = mkdtempSync(join(tmpdir(), 'redline-demo-'))

/** An ace command as people run it: its own process, on an installation of its own. */
function ace(...args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, NODE_ENV: 'production', DATA_DIR: dataDir, NO_COLOR: '1' }
    const child = spawn(process.execPath, ['ace.js', ...args], { cwd: app.makePath(), env })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.on('close', (code) => resolve({ code, output }))
  })
}

async function apply(folder: string): Promise<{ added: string[]; changed: string[]; faults: unknown[] }> {
  const { output } = await ace('plant:apply', folder, '--json')
  const { kinds, faults } = JSON.parse(output.trim().split('\n').at(-1)!)
  const all = (type: string) => kinds.flatMap((kind: any) => kind[type].map((key: string) => `${kind.kind} ${key}`))
  return { added: all('added'), changed: all('changed'), faults }
}

test.group('The demo plant by command', (group) => {
  group.each.timeout(60_000)
  group.setup(async () => void (await ace('migration:run', '--force')))

  test('is applied whole; a second time nothing changes', async ({ assert }) => {
    const first = await apply('resources/plant/demo')
    assert.deepEqual(first.faults, [])
    assert.includeMembers(first.added, ['areas GAS2', 'roles guardian', 'devices GATE-GAS2', 'people E1001'])
    assert.deepEqual(await apply('resources/plant/demo'), { added: [], changed: [], faults: [] })
  })

  test('what is exported changes nothing, and holds no PIN and no pairing code', async ({ assert }) => {
    const folder = mkdtempSync(join(tmpdir(), 'redline-export-'))
    const { code, output } = await ace('plant:export', folder, '--json')
    assert.equal(code, 0)
    const { files } = JSON.parse(output.trim().split('\n').at(-1)!) as { files: { file: string }[] }
    for (const { file } of files) assert.notMatch(readFileSync(join(folder, file), 'utf8'), /246810|DEMO-/, file)
    assert.deepEqual(await apply(folder), { added: [], changed: [], faults: [] })
  })

  test('faults end with 1, by file, line and column, without a stack trace', async ({ assert }) => {
    const folder = mkdtempSync(join(tmpdir(), 'redline-faults-'))
    writeFileSync(join(folder, 'areas.yaml'), '- code: GAS9\n  kind: arena\n')
    const { code, output } = await ace('plant:apply', folder)
    assert.equal(code, 1)
    assert.match(output, /areas\.yaml:2:9 {2}The selected kind is invalid/)
    assert.notInclude(output, 'node_modules')
    assert.equal((await ace('plant:apply', '/nowhere')).code, 1)
  })

  test('an import shows its faults and its merge, and has a template', async ({ assert }) => {
    const file = join(dataDir, 'equipment.csv')
    const { output: template } = await ace('import:equipment', '--template')
    writeFileSync(file, `${template.trim()}\nGAS2-FAN-9,GAS2,fan,风机,Fan,yes\nGAS2-FAN-8,GAS9,fan,风机,Fan,yes\n`)
    const refused = await ace('import:equipment', file)
    assert.equal(refused.code, 1)
    assert.match(refused.output, /equipment\.csv:3:2 \(area\) {2}There is no entry "GAS9" in areas\./)
    const partial = await ace('import:equipment', file, '--partial', '--json')
    assert.equal(partial.code, 0)
    assert.equal(JSON.parse(partial.output.trim().split('\n').at(-1)!).counts.add, 1)
  })
})
