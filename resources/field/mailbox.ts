import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { clock } from '#app/kernel/clock'

/** Keeps the newest mails only: a demo plant that runs for months fills no disk. */
const MOST_MAILS = 500
const LARGEST_BYTES = 1024 * 1024

/**
 * The demo plant's mail server: real SMTP on loopback that writes each mail as `<n>.eml` into a folder, so that what
 * people would get can be read.
 */
export function mailbox(folder: string): SMTPServer {
  let serial = 0
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: LARGEST_BYTES,
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        serial = (serial + 1) % MOST_MAILS
        const to = session.envelope.rcptTo.map((recipient) => recipient.address).join(', ')
        const mail = `X-Received: ${new Date(clock.now()).toISOString()}\r\nX-Envelope-To: ${to}\r\n${Buffer.concat(chunks).toString('utf8')}`
        mkdir(folder, { recursive: true })
          .then(() => writeFile(join(folder, `${String(serial).padStart(3, '0')}.eml`), mail))
          .then(() => done(), done)
      })
    },
  })
}
