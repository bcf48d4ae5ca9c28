import { SMTPServer } from 'smtp-server'

export interface Mail {
  to: string[]
  text: string
  at: number
}

/** A real SMTP server that keeps what it is given; `refuse` makes it misbehave. */
export async function mailServer(): Promise<{ port: number; mails: Mail[]; refuse(on: boolean): void; close(): Promise<void> }> {
  const mails: Mail[] = []
  let refusing = false
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      let text = ''
      stream.on('data', (chunk) => (text += chunk))
      stream.on('end', () => {
        if (refusing) return done(new Error('mailbox full'))
        mails.push({ to: session.envelope.rcptTo.map((one) => one.address), text, at: Date.now() })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as { port: number }
  return {
    port,
    mails,
    refuse: (on) => void (refusing = on),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
