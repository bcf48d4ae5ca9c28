import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * `well` accepts; `refuses` says no; `mute` carries it out and never answers, `mute_and_undone` does
 * neither; `deaf` drops the connection before it has read
 * anything; `garbles` carries it out and answers nonsense; `broken` carries nothing out and says 500.
 */
export type MesMood = 'well' | 'refuses' | 'mute' | 'mute_and_undone' | 'deaf' | 'garbles' | 'broken'

export interface MesPeer {
  url: string
  mood: MesMood
  /** What it answers to questions; false: it hangs. */
  answersQuestions: boolean
  /** Every POST that came, by command id: what must never be two. */
  received: Map<string, number>
  /** What it has carried out. */
  stopped: Map<string, { asset: string; test: boolean; reason: string; incident_id: string | null; requested_by: string; key: string; token: string }>
  close(): Promise<void>
}

/** A MES as the other end of the stop interface: real HTTP, and all the ways in which it can fail. */
export async function mesPeer(): Promise<MesPeer> {
  const server = createServer((request, response) => void answer(peer, request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const peer: MesPeer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mood: 'well',
    answersQuestions: true,
    received: new Map(),
    stopped: new Map(),
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
  return peer
}

async function answer(peer: MesPeer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const send = (status: number, value: unknown) => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  if (request.method === 'GET') {
    if (!peer.answersQuestions) return
    const known = peer.stopped.get(decodeURIComponent((request.url ?? '').split('/').at(-1) ?? ''))
    return known ? send(200, { state: 'accepted', reference: `M-${known.asset}` }) : send(404, { message: 'unknown command' })
  }
  if (peer.mood === 'deaf') return void request.destroy()
  let text = ''
  for await (const piece of request) text += String(piece)
  const command = JSON.parse(text)
  peer.received.set(command.id, (peer.received.get(command.id) ?? 0) + 1)
  if (peer.mood === 'mute_and_undone') return
  if (peer.mood === 'refuses') return send(422, { message: 'interlocked' })
  if (peer.mood === 'broken') return send(500, { message: 'out of order' })
  peer.stopped.set(command.id, { ...command, key: String(request.headers['idempotency-key']), token: String(request.headers.authorization) })
  if (peer.mood === 'mute') return
  if (peer.mood === 'garbles') return void response.writeHead(200).end('<html>ok</html>')
  send(202, { state: 'accepted', reference: `M-${command.asset}` })
}
