import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { Supervisor } from '#field/supervisor'
import { freePort, until } from '#tests/support/running_plant'

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => (socket.destroy(), resolve(true)))
    socket.on('error', () => resolve(false))
  })

test.group('The field as processes', () => {
  test('comes up without a broker, and is gone from all its ports on SIGTERM', async ({ assert, cleanup }) => {
    const port = await freePort()
    const field = spawn(process.execPath, ['--import', '@poppinss/ts-exec', app.makePath('resources/field/main.ts')], {
      env: {
        ...process.env,
        DATA_DIR: mkdtempSync(join(tmpdir(), 'redline-field-')),
        FIELD_MODBUS_PORT: String(port),
        MQTT_URL: 'mqtt://127.0.0.1:1',
      },
    })
    cleanup(() => void field.kill('SIGKILL'))
    let output = ''
    for (const stream of [field.stdout, field.stderr]) stream.on('data', (chunk) => (output += chunk))
    const ended = new Promise((resolve) => field.on('exit', resolve))

    await until('its word', async () => output.includes('Modbus TCP'), 25_000)
    for (const offset of [0, 1, 2]) assert.isTrue(await answers(port + offset))
    field.kill('SIGTERM')
    assert.equal(await ended, 0)
    for (const offset of [0, 1, 2]) assert.isFalse(await answers(port + offset))
    assert.lengthOf(output.trim().split('\n'), 1)
  }).timeout(40_000)

  test('a part that dies is started again, and stays away once the field is stopped', async ({ assert, cleanup }) => {
    const folder = mkdtempSync(join(tmpdir(), 'redline-part-'))
    const script = join(folder, 'part.mjs')
    const pidFile = join(folder, 'pid')
    writeFileSync(
      script,
      `import fs from 'node:fs'\nfs.writeFileSync(${JSON.stringify(pidFile)}, String(process.pid))\nprocess.send('ready')\nsetInterval(() => {}, 1000)\n`
    )
    const said: string[] = []
    const supervisor = new Supervisor(pathToFileURL(script), (line) => said.push(line))
    cleanup(() => supervisor.stop())
    await supervisor.start([{ name: 'part', args: [] }])
    const first = readFileSync(pidFile, 'utf8')
    process.kill(Number(first), 'SIGKILL')
    const second = await until('the next one', async () => {
      const pid = readFileSync(pidFile, 'utf8')
      return pid !== first && pid
    })
    assert.deepEqual(said, ['part ended (SIGKILL); again in 1 s'])
    await supervisor.stop()
    assert.throws(() => process.kill(Number(second), 0))
  })
})
