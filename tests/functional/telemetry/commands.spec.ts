import { spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'

/** An ace command as people run it: its own process, on an installation of its own. */
function ace(dataDir: string, ...args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, NODE_ENV: 'production', DATA_DIR: dataDir, NO_COLOR: '1' }
    const child = spawn(process.execPath, ['ace.js', ...args], { cwd: app.makePath(), env })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.on('close', (code) => resolve({ code, output }))
  })
}

test.group('Backtest and probe by command', (group) => {
  group.each.timeout(60_000)
  const folder = mkdtempSync(join(tmpdir(), 'redline-backtest-'))
  const csv = join(folder, 'readings.csv')
  group.setup(async () => {
    writeFileSync(csv, 'timestamp,value\nt1,106\nt2,107\nt3,108\nt4,90\n')
    await ace(folder, 'migration:run', '--force')
  })

  test('prints what it found as JSON', async ({ assert }) => {
    const { code, output } = await ace(folder, 'rules:backtest', '--csv', csv, '--when', 'value > 105', '--consecutive', '3', '--json')
    assert.equal(code, 0)
    assert.deepEqual(JSON.parse(output.trim().split('\n').at(-1)!), { count: 1, firings: [{ at: 't3', value: 108 }] })
  })

  test('a mistake is one sentence and exit code 1: {args}')
    .with([
      { args: ['rules:backtest'], said: /either --rule CODE, or --csv FILE/ },
      { args: ['rules:backtest', '--csv', csv], said: /say when it fires/ },
      { args: ['rules:backtest', '--csv', csv, '--when', 'valve > 1'], said: /Unknown variable: valve/ },
      { args: ['rules:backtest', '--csv', '/nowhere.csv', '--when', 'value > 1'], said: /there is no file/ },
      { args: ['rules:backtest', '--rule', 'T-NO.SUCH.H'], said: /there is no rule T-NO\.SUCH\.H/ },
      { args: ['source:probe', 'T-NONE'], said: /there is no source T-NONE/ },
    ])
    .run(async ({ assert }, { args, said }) => {
      const { code, output } = await ace(folder, ...args)
      assert.equal(code, 1)
      assert.match(output, said)
      assert.notMatch(output, /at .*\.ts:\d+/)
    })
})
