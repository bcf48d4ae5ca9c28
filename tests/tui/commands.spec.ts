import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { overflowingBoard, usualBoard } from '#tests/support/board_fixture'
import { FakeServer } from '#tests/support/fake_server'
import { readOne, readView } from '#tui/console/print'
import { VIEWS } from '#tui/console/views'
import { ApiClient } from '#tui/lib/api_client'

const root = join(import.meta.dirname, '..', '..')

function ace(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, REDLINE_TOKEN: '', NODE_ENV: 'development' }
    const child = spawn(process.execPath, ['ace.js', ...args], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let [out, err] = ['', '']
    child.stdout.on('data', (piece) => (out += piece))
    child.stderr.on('data', (piece) => (err += piece))
    child.on('close', (code) => resolve({ code, out, err }))
  })
}

test.group('tui and wall as commands', (group) => {
  let server: FakeServer
  group.each.setup(async () => {
    server = new FakeServer(usualBoard())
    await server.start()
    return () => server.stop()
  })

  test('--json prints one view and ends with 0', async ({ assert }) => {
    const { code, out, err } = await ace(
      'tui',
      '--view',
      'alarms',
      '--json',
      '--url',
      server.url,
      '--token',
      server.token
    )
    assert.deepEqual([code, err], [0, ''])
    assert.deepEqual(JSON.parse(out), usualBoard().alarms)
  })

  test('every view has its data', async ({ assert }) => {
    const api = new ApiClient({ url: server.url, language: 'en' })
    api.token = server.token
    for (const view of Object.values(VIEWS)) {
      const reply = await readView(api, view)
      assert.isTrue(reply.ok, view.id)
      if (reply.ok) assert.isNotNull(reply.value, view.id)
    }
  })

  test('N09 --of prints one rule with its firings, one trend, one source with its registers; other views have none', async ({ assert }) => {
    const api = new ApiClient({ url: server.url, language: 'en' })
    api.token = server.token
    const one = async (view: keyof typeof VIEWS, code: string) => {
      const reply = await readOne(api, VIEWS[view], code)
      return reply?.ok ? (reply.value as Record<string, unknown[]>) : reply
    }
    const rule = (await one('rules', 'HAZARD-CLUSTER')) as Record<string, unknown[]>
    assert.deepEqual([rule.versions!.length, rule.firings!.length], [2, 2])
    assert.lengthOf(((await one('trend', 'GAS2.AT201.CO')) as Record<string, unknown[]>).gaps!, 1)
    const source = (await one('sources', 'GAS-GW')) as Record<string, unknown[]>
    assert.deepEqual([source.members!.length, source.registers!.length], [4, 3])
    assert.isNull(await one('alarms', 'a-co-hh'))
    assert.deepInclude((await one('rules', 'NONE')) as object, { ok: false })
  })

  test('a mistake is one plain sentence and 1, never a stack', async ({ assert }) => {
    const mistakes: [string[], RegExp][] = [
      [['tui', '--json', '--url', 'http://127.0.0.1:9', '--token', 'x', '--lang', 'en'], /can't be reached/],
      [['tui', '--json', '--url', server.url, '--token', 'wrong'], /未登录/],
      [['tui', '--json', '--url', server.url], /REDLINE_TOKEN/],
      [['tui', '--json', '--view', 'weather', '--lang', 'en'], /There is no view “weather”/],
      [['tui', '--url', server.url], /--json/],
      [['wall', '--url', server.url], /--json/],
      [['wall', '--json', '--url', 'nonsense://x', '--token', 'x', '--lang', 'en'], /can't be reached/],
    ]
    for (const [args, sentence] of mistakes) {
      const { code, out, err } = await ace(...args)
      assert.equal(code, 1, args.join(' '))
      assert.match(err, sentence)
      assert.notMatch(err + out, /\n\s+at /)
    }
  }).timeout(60_000)

  test('a reader that wants only the head is not a mistake', async ({ assert }) => {
    server.board = overflowingBoard()
    const command = `"${process.execPath}" ace.js tui --json --url ${server.url} --token ${server.token} | head -c 10`
    const child = spawn('bash', ['-c', `set -o pipefail; ${command}`], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let err = ''
    child.stderr.on('data', (piece) => (err += piece))
    const code = await new Promise((resolve) => child.on('close', resolve))
    assert.deepEqual([code, err], [0, ''])
  })

  test('--help has an example', async ({ assert }) => {
    for (const command of ['tui', 'wall']) assert.match((await ace(command, '--help')).out, /ace (tui|wall) --url http/)
  })
})
