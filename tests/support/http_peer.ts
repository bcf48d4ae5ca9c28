import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface PeerRequest {
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: string
}

/** What the peer does with the next requests; a function answers by itself. */
export type PeerMood =
  | 'well'
  | 'error_500'
  | 'hang'
  | 'hang_in_body'
  | 'not_json'
  | 'endless'
  | 'redirect'
  | 'close'
  | ((request: PeerRequest, response: ServerResponse) => void)

export interface HttpPeer {
  url: string
  requests: PeerRequest[]
  mood: PeerMood
  /** What a request that goes well is answered with. */
  answer: unknown
  close(): Promise<void>
}

/** A real HTTP server as the other end of a wire; it keeps what it is asked, and misbehaves when told to. */
export async function httpPeer(answer: unknown = {}): Promise<HttpPeer> {
  const server = createServer(async (incoming, response) => {
    let body = ''
    for await (const piece of incoming) body += String(piece)
    const request = { method: incoming.method ?? '', path: incoming.url ?? '', headers: incoming.headers, body }
    peer.requests.push(request)
    behave(peer, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const peer: HttpPeer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    mood: 'well',
    answer,
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
  return peer
}

function behave({ mood, answer }: HttpPeer, request: PeerRequest, response: ServerResponse): void {
  if (typeof mood === 'function') return mood(request, response)
  const json = { 'content-type': 'application/json' }
  switch (mood) {
    case 'well':
      return void response.writeHead(200, json).end(JSON.stringify(answer))
    case 'error_500':
      return void response.writeHead(500, json).end('{"error":"out of order"}')
    case 'hang':
      return
    case 'hang_in_body':
      return void response.writeHead(200, json).write('{"code":')
    case 'not_json':
      return void response.writeHead(200, json).end('<html>login</html>')
    case 'endless':
      return void response.writeHead(200, json).end('x'.repeat(1_000_000))
    case 'redirect':
      return void response.writeHead(302, { location: '/elsewhere' }).end()
    case 'close':
      return void response.destroy()
  }
}
