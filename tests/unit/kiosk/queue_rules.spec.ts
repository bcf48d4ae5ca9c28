import { test } from '@japa/runner'
import fc from 'fast-check'
import type { Answer, Failure } from '#kiosk/lib/api'
import { begun, fits, MAX_BYTES, MAX_ITEMS, REPEAT_MS, released, settled, standing, type AtTheScreen, type KeptItem } from '#kiosk/lib/queue_rules'

const HOUR = 3_600_000
const SERVER_KNOWS_MS = 24 * HOUR

const kept = (id: string, sender: string, bytes: number[] = []): KeptItem => ({
  id,
  key: `key of ${id}`,
  path: '/hazards',
  body: {},
  files: bytes.map((size) => ({ key: `photo of ${id}`, content: { size } as Blob, id: null })),
  filesField: 'photos',
  sender: { kind: 'person', id: sender, name: '王建国', nameEn: null },
  overseers: 'hazards.close',
  title: { name: '煤气泄漏', nameEn: 'Gas leak' },
  place: null,
  madeAt: 0,
  editAt: '/hazards/new',
  form: {},
  maybeSince: null,
  failure: null,
  refused: false,
})

const failed = (status: number, code = 'x'): { ok: false; failure: Failure } => ({ ok: false, failure: { code: 'E', message: '', details: [{ code, message: '', fix: null }], status } })
const at = (personId: string | null): AtTheScreen => ({ personId, deviceCode: 'WS' })

/** The server as far as it matters here: it does a thing, remembers the key for a day, and its answers get lost. */
class Server {
  readonly done: string[] = []
  #known = new Map<string, number>()

  ask(item: KeptItem, now: number, how: Wire): Answer<unknown> {
    if (how === 'no_way') return failed(0)
    if (how === 'refuses') return failed(422)
    if (how === 'broken') return failed(500)
    if (how === 'signed_out') return failed(401)
    if (how === 'still_at_it') return failed(409, 'identity.request_under_way')
    const since = this.#known.get(item.key)
    if (since === undefined || now - since > SERVER_KNOWS_MS) {
      this.done.push(item.id)
      this.#known.set(item.key, now)
    }
    return how === 'answer_lost' ? failed(0) : { ok: true, value: {}, nextCursor: null }
  }
}

const wires = ['arrives', 'answer_lost', 'no_way', 'refuses', 'broken', 'signed_out', 'still_at_it'] as const
type Wire = (typeof wires)[number]
const step = fc.oneof(
  fc.record({ does: fc.constant('make' as const), sender: fc.constantFrom('P1', 'P2') }),
  fc.record({ does: fc.constant('try' as const), wire: fc.constantFrom(...wires), dies: fc.boolean() }),
  fc.record({ does: fc.constant('send_again' as const), nth: fc.nat(5) }),
  fc.record({ does: fc.constant('discard' as const), nth: fc.nat(5) }),
  fc.record({ does: fc.constant('comes' as const), person: fc.constantFrom(null, 'P1', 'P2') }),
  fc.record({ does: fc.constant('passes' as const), hours: fc.integer({ min: 0, max: 30 }) })
)

test.group('What a device keeps', () => {
  test('T06 never lost, never twice, never gone without the word of the server or of a person', ({ assert }) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const server = new Server()
        const made: string[] = []
        const confirmed = new Set<string>()
        const discarded = new Set<string>()
        let [items, now, person]: [KeptItem[], number, string | null] = [[], 0, null]
        const put = (item: KeptItem) => (items = items.map((one) => (one.id === item.id ? item : one)))

        for (const one of steps) {
          if (one.does === 'comes') person = one.person
          else if (one.does === 'passes') now += one.hours * HOUR
          else if (one.does === 'make') {
            made.push(`I${made.length}`)
            items = [...items, kept(made.at(-1)!, one.sender)]
          } else if (one.does === 'send_again') {
            const item = items[one.nth]
            // What is too old is sent again by somebody who has looked whether the server has it.
            if (item && !(item.maybeSince !== null && now - item.maybeSince > REPEAT_MS)) put(released(item, now))
          } else if (one.does === 'discard') {
            const item = items[one.nth]
            if (item) discarded.add(item.id)
            items = items.filter((other) => other !== item)
          } else
            for (const item of items) {
              if (standing(item, at(person), now) !== 'ready') continue
              assert.equal(item.sender.id, person, 'only in the name of who is there')
              const started = begun(item, now, one.wire !== 'no_way')
              put(started)
              const answer = server.ask(started, now, one.wire)
              if (one.dies) continue
              const left = settled(started, answer)
              if (left) put(left)
              else {
                assert.isTrue(answer.ok)
                confirmed.add(item.id)
                items = items.filter((other) => other.id !== item.id)
              }
            }
        }
        for (const id of made) {
          const stays = items.some((item) => item.id === id)
          assert.isTrue(stays || discarded.has(id) || confirmed.has(id), `${id} is nowhere`)
          if (confirmed.has(id)) assert.include(server.done, id)
        }
        assert.lengthOf(server.done, new Set(server.done).size, 'done twice')
      }),
      { numRuns: 1_000 }
    )
  })

  test('T06 a refusal waits for a person; a fault on the way does not become one', ({ assert }) => {
    const item = kept('I', 'P1')
    for (const status of [400, 403, 404, 409, 413, 422]) assert.equal(standing(settled(item, failed(status))!, at('P1'), 0), 'refused', `${status}`)
    for (const status of [0, 401, 408, 429, 500, 502, 503, 504]) assert.equal(standing(settled(item, failed(status))!, at('P1'), 0), 'ready', `${status}`)
    assert.equal(standing(settled(item, failed(409, 'identity.request_under_way'))!, at('P1'), 0), 'ready')
    assert.equal(standing(released(settled(item, failed(422))!, 0), at('P1'), 0), 'ready')
    assert.deepEqual(settled(item, failed(422))!.failure!.details.length, 1)
  })

  test('T06 what may have arrived is repeated by itself only as long as the server knows its key; without a network it ages nobody', ({ assert }) => {
    const tried = begun(kept('I', 'P1'), HOUR, true)
    assert.equal(standing(tried, at('P1'), HOUR + REPEAT_MS), 'ready')
    assert.equal(standing(tried, at('P1'), HOUR + REPEAT_MS + 1), 'too_old')
    assert.equal(standing(begun(tried, 20 * HOUR, true), at('P1'), HOUR + REPEAT_MS + 1), 'too_old', 'from the first time')
    assert.equal(standing(begun(kept('I', 'P1'), HOUR, false), at('P1'), 100 * HOUR), 'ready')
  })

  test('T06 it waits for its own sender', ({ assert }) => {
    const own = kept('I', 'P1')
    assert.equal(standing(own, at('P2'), 0), 'sender_away')
    assert.equal(standing(own, at(null), 0), 'sender_away')
    const device = { ...own, sender: { ...own.sender, kind: 'device' as const, id: 'WS' } }
    assert.equal(standing(device, at(null), 0), 'ready')
    assert.equal(standing(device, { personId: 'P1', deviceCode: 'OTHER' }, 0), 'sender_away')
  })

  test('T06 twenty items and 50 MB, and one that is changed counts once', ({ assert }) => {
    const full = Array.from({ length: MAX_ITEMS }, (_, n) => kept(`I${n}`, 'P1'))
    assert.isFalse(fits(full, kept('one more', 'P1')))
    assert.isTrue(fits(full.slice(1), kept('one more', 'P1')))
    assert.isTrue(fits(full, kept('I3', 'P1')))
    const heavy = [kept('A', 'P1', [MAX_BYTES - 10])]
    assert.isTrue(fits(heavy, kept('B', 'P1', [10])))
    assert.isFalse(fits(heavy, kept('B', 'P1', [5, 6])))
    assert.isTrue(fits(heavy, kept('A', 'P1', [MAX_BYTES])))
  })
})
