import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BoardSnapshot } from '#app/board/snapshot'
import * as replies from '#tests/support/terminal_replies'
import type { PointReply, RuleFileReply } from '#tui/console/replies'

export interface FakeRequest {
  method: string
  path: string
  body: unknown
  token: string | null
}

const TOKEN = 'fake-token'

const readBody = async (request: IncomingMessage): Promise<unknown> => {
  let text = ''
  for await (const piece of request) text += String(piece)
  return text === '' ? null : JSON.parse(text)
}

const refusal = (code: string, message: string, ...details: { message: string; fix: string | null }[]) => ({
  error: { code, message, details },
})

/**
 * The server as the terminal sees it: the board, its stream and the few lists and writes. Only the wire is real; what it
 * says is set by the test. `stream: false` refuses the stream, as a proxy that knows no streams would.
 */
export class FakeServer {
  board: BoardSnapshot
  stream: boolean
  /** The answer to the next writes; null lets them through. */
  refuseWrites: { message: string; fix: string | null }[] | null = null
  readonly requests: FakeRequest[] = []
  /** Alarms that a flood has folded, as the API lists them. */
  folded: object[] = []
  /** Rules as they stand: enabling one changes it. */
  rules: RuleFileReply[]
  /** All points, where the plant has more than the board shows. */
  points: PointReply[] | null = null
  /** Lists that are answered with a fault of the server. */
  broken: string[] = []
  readonly token = TOKEN
  #streams = new Map<string, ServerResponse>()
  #subscribed = new Set<string>()
  #server = createServer((request, response) => void this.#handle(request, response))
  #timer: NodeJS.Timeout | null = null

  constructor(board: BoardSnapshot, { stream = true } = {}) {
    this.board = board
    this.rules = replies.ruleFiles(board.at)
    this.stream = stream
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async start(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve))
    this.#timer = setInterval(() => this.push(), 1_000)
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    for (const stream of this.#streams.values()) stream.destroy()
    this.#server.closeAllConnections()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  push(): void {
    for (const [uid, stream] of this.#streams)
      if (this.#subscribed.has(uid))
        stream.write(`data: ${JSON.stringify({ channel: 'board', payload: this.board })}\n\n`)
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake')
    const body = request.method === 'POST' ? await readBody(request) : null
    const token = request.headers.authorization?.replace('Bearer ', '') ?? null
    this.requests.push({ method: request.method ?? '', path: request.url ?? '', body, token })
    const send = (status: number, value: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    }

    if (pathname === '/api/v1/session') {
      const { badge, pin } = body as { badge: string; pin: string }
      const known = badge === '10001007' && pin === '246810'
      if (!known)
        return send(
          401,
          refusal('E_SIGN_IN', 'Sign-in was refused', {
            message: '工牌或 PIN 不正确',
            fix: '核对工牌，重新输入六位数字',
          })
        )
      return send(201, {
        data: {
          token: TOKEN,
          expires_at: this.board.at + 9 * 3_600_000,
          person: { id: 'p1', code: 'E1007', name: '孙立', name_en: 'Sun Li' },
        },
      })
    }
    if (token !== TOKEN)
      return send(401, refusal('E_UNAUTHENTICATED', 'Please sign in first', { message: '未登录', fix: null }))

    if (pathname === '/__transmit/events') return this.#open(searchParams.get('uid') ?? '', response)
    if (pathname === '/__transmit/subscribe') {
      this.#subscribed.add((body as { uid: string }).uid)
      response.writeHead(204).end()
      return this.push()
    }
    if (this.broken.includes(pathname)) return send(503, refusal('E_UNAVAILABLE', 'Not now', { message: '引擎没有答复', fix: '稍后再试' }))
    if (request.method === 'POST') return this.#write(pathname, body as Record<string, unknown>, send)
    if (pathname === '/api/v1/board') return send(200, { data: this.board })
    if (pathname === '/api/v1/alarms') return send(200, { data: this.folded, next_cursor: null })
    if (pathname.endsWith('/trend'))
      return send(200, { data: replies.trend(Number(searchParams.get('from')), Number(searchParams.get('to'))) })
    const listed = this.#listed(pathname, searchParams)
    if (listed !== null) return send(200, { data: listed, next_cursor: null })
    if (pathname === '/api/v1/audit') return send(200, { data: this.#audit(), next_cursor: null })
    if (pathname === '/api/v1/mine') return send(200, { data: this.#mine() })
    if (pathname === '/api/v1/inbox') return send(200, { data: this.#inbox(), next_cursor: null })
    send(404, refusal('E_NOT_FOUND', 'Not found'))
  }

  #open(uid: string, response: ServerResponse): void {
    if (!this.stream) return void response.writeHead(503).end()
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(':ok\n\n')
    this.#streams.set(uid, response)
    response.on('close', () => this.#streams.delete(uid))
  }

  /** Lists that the board does not carry. */
  #listed(path: string, query: URLSearchParams): unknown {
    const [, room, code] = /^\/api\/v1\/([a-z]+)(?:\/(.+))?$/.exec(path) ?? []
    const { at } = this.board
    const sources = replies.sourceFiles(at, this.board.points.items)
    if (room === 'points' && !code) return (this.points ?? this.board.points.items.map(replies.pointReply)).filter((one) => one.code > (query.get('cursor') ?? ''))
    if (path === '/api/v1/alarms/kpis') return replies.load(at)
    if (room === 'sources') return code ? (sources.find((one) => one.code === code) ?? null) : sources
    if (room !== 'rules') return null
    if (!code) return this.rules
    if (code === 'vocabulary') return replies.vocabulary
    if (code === 'firings') return query.get('rule') === 'HAZARD-CLUSTER' ? replies.firings(at) : []
    if (code.startsWith('vocabulary/')) return replies.codeNames[code.slice(11)] ?? []
    return this.rules.find((one) => one.code === code) ?? null
  }

  #write(path: string, body: Record<string, unknown>, send: (status: number, value: unknown) => void): void {
    if (this.refuseWrites) return send(409, refusal('E_REFUSED', 'This can not be done now', ...this.refuseWrites))
    if (this.board.drill && path.startsWith(`/api/v1/drills/${this.board.drill.id}/`)) return send(200, { data: {} })
    if (path === '/api/v1/alarms/acknowledge') return send(200, { data: { acknowledged: this.folded.length, refused: [] } })
    const [, rule, act] = /^\/api\/v1\/rules\/([^/]+)\/(\w+)$/.exec(path) ?? []
    if (act === 'backtest') return send(200, { data: replies.trial(Number(body.from), Number(body.to)) })
    if (act) {
      const mode = ({ enable: 'live', shadow: 'shadow', disable: 'off' } as const)[act as 'enable']
      this.rules = this.rules.map((one) => (one.code === rule ? { ...one, mode } : one))
      return send(200, { data: {} })
    }
    const [, source] = /^\/api\/v1\/sources\/([^/]+)\/probe$/.exec(path) ?? []
    if (source) {
      const asked = body.look as { type: string; address: number } | undefined
      const file = replies.sourceFiles(this.board.at, this.board.points.items).find((one) => one.code === source)!
      return send(200, { data: asked ? { ...replies.probe(file), registers: [], look: [replies.look(asked)] } : replies.probe(file) })
    }
    if (/\/(shelve|unshelve|out-of-service|in-service|commission)$/.test(path)) return send(200, { data: {} })
    const [, id, command] = /^\/api\/v1\/alarms\/([^/]+)\/(acknowledge|reset)$/.exec(path) ?? []
    const alarm = this.board.alarms.items.find((one) => one.id === id)
    if (!alarm) return send(404, refusal('E_NOT_FOUND', 'Not found'))
    alarm.state =
      command === 'reset' ? 'normal' : alarm.state === 'cleared_unacknowledged' ? 'latched' : 'active_acknowledged'
    send(200, { data: { id, state: alarm.state } })
    this.push()
  }

  #audit() {
    const actions = ['alarm.acknowledged', 'permit.suspended', 'access.denied', 'output.commanded']
    return Array.from({ length: 40 }, (_, index) => ({
      seq: 1040 - index,
      at: this.board.at - index * 65_000,
      actor_name: index % 3 === 0 ? null : '孙立',
      action: actions[index % 4]!,
      subject_type: 'alarm',
      subject_id: `0199-${index}`,
      details: { note: '现场已核实', index },
    }))
  }

  #mine() {
    const params = { count: 2 }
    return [
      {
        kind: 'approve',
        title_key: 'screen.headline.permits_suspended',
        params,
        link: '/permits/p1',
        due_at: this.board.at + 600_000,
        priority: 2,
      },
    ]
  }

  #inbox() {
    return [
      {
        id: 'n1',
        message: '煤气区二一氧化碳高高报警，请立即处置',
        priority: 1,
        created_at: this.board.at - 42_000,
        read_at: null,
        link: '/alarms/a-co-hh',
      },
      {
        id: 'n2',
        message: '作业票 DH-2611-0042 已暂停',
        priority: 2,
        created_at: this.board.at - 40_000,
        read_at: this.board.at,
      },
    ]
  }
}
