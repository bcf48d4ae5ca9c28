import { spawn, type ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { freePort, until } from '#tests/support/running_plant'

const listens = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => resolve(true))
    socket.on('error', () => resolve(false))
    socket.on('close', () => socket.destroy())
    setTimeout(() => socket.destroy(), 200)
  })

/** The plant's own broker, on a free port; what it holds is kept beside `file` over its restarts. */
export async function startMosquitto(file: string) {
  const [port, settings] = [await freePort(), join(dirname(file), 'mosquitto.conf')]
  const persistent = `persistence true\npersistence_location ${dirname(file)}/\nautosave_interval 1\n`
  writeFileSync(settings, `listener ${port} 127.0.0.1\nallow_anonymous true\nuser root\n${persistent}`)
  const path = `${process.env.PATH}:/usr/sbin`
  let running: ChildProcess | null = null
  const broker = {
    port,
    url: `mqtt://127.0.0.1:${port}`,
    async up(): Promise<void> {
      running = spawn('mosquitto', ['-c', settings], { stdio: 'ignore', env: { ...process.env, PATH: path } })
      await until('mosquitto', () => listens(port))
    },
    async down(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
      const former = running
      running = null
      if (!former) return
      const gone = new Promise((resolve) => former.once('exit', resolve))
      former.kill(signal)
      await gone
    },
  }
  await broker.up()
  return broker
}
