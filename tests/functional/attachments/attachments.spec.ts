import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { deflateSync } from 'node:zlib'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { dataPath } from '#config/data'
import { requireFresh } from '#app/attachments/index'
import { contentTypeOf } from '#app/attachments/content_type'
import { staleness } from '#app/attachments/freshness'
import { frozenClock } from '#tests/support/clock'
import { person } from '#tests/support/people'
import { photo } from '#tests/support/photo'

const WRITER = ['attachments.write', 'attachments.read']

test.group('Attachments', () => {
  test('a photo is drawn anew, hashed, kept for good and comes back as it was stored (A24)', async ({ client, assert }) => {
    const someone = await person(WRITER)
    const sent = await client.post('/api/v1/attachments').bearerToken(someone.token).file('file', await photo(), { filename: 'site.jpg' })
    sent.assertStatus(201)
    const { id, sha256, media_type, width } = sent.body().data
    assert.equal(media_type, 'image/jpeg')
    assert.equal(width, 320)
    const content = await client.get(`/api/v1/attachments/${id}/content`).bearerToken(someone.token)
    content.assertStatus(200)
    content.assertHeader('x-content-type-options', 'nosniff')
    assert.include(await readdir(dataPath('attachments', sha256.slice(0, 2), sha256.slice(2, 4))), `${sha256}.jpg`)
  })

  test('the content decides, never the name', async ({ client, assert }) => {
    const someone = await person(WRITER)
    const script = await client
      .post('/api/v1/attachments')
      .bearerToken(someone.token)
      .file('file', Buffer.from('<script>alert(1)</script> and more of it'), { filename: 'photo.jpg' })
    script.assertStatus(422)
    assert.equal(script.body().error.details[0].code, 'attachments.unknown_type')
    const pdf = await client
      .post('/api/v1/attachments')
      .bearerToken(someone.token)
      .file('file', Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'), { filename: '../../etc/passwd' })
    pdf.assertStatus(201)
    assert.equal(pdf.body().data.kind, 'document')
    assert.notInclude(pdf.body().data.name, '/')
  })

  test('a small file that unpacks to a flood of pixels is refused', async ({ client, assert }) => {
    const someone = await person(WRITER)
    const flood = await client.post('/api/v1/attachments').bearerToken(someone.token).file('file', pngOf(30_000, 30_000), { filename: 'x.png' })
    flood.assertStatus(422)
    assert.equal(flood.body().error.details[0].code, 'attachments.unreadable_photo')
  })

  test('the row can be neither changed nor deleted, and an altered file is not shown', async ({ client, assert }) => {
    const someone = await person(WRITER)
    const sent = await client.post('/api/v1/attachments').bearerToken(someone.token).file('file', await photo(), { filename: 'a.jpg' })
    const { id, sha256 } = sent.body().data
    await assert.rejects(() => db.from('attachments').where('id', id).update({ uploaded_at: 0 }), /append-only/)
    await assert.rejects(() => db.from('attachments').where('id', id).delete(), /append-only/)
    const file = dataPath('attachments', sha256.slice(0, 2), sha256.slice(2, 4), `${sha256}.jpg`)
    const original = await readFile(file)
    await writeFile(file, Buffer.concat([original, Buffer.from('x')]))
    const read = await client.get(`/api/v1/attachments/${id}/content`).bearerToken(someone.token)
    read.assertStatus(410)
    await rm(file)
  })

  test('reading and writing need their permissions', async ({ client }) => {
    const nobody = await person([])
    ;(await client.get('/api/v1/attachments/x').bearerToken(nobody.token)).assertStatus(403)
    ;(await client.post('/api/v1/attachments').bearerToken(nobody.token).file('file', await photo(), { filename: 'a.jpg' })).assertStatus(403)
    ;(await client.get('/attachments/x').redirects(0)).assertStatus(302)
  })

  test("freshness goes by the server's clock (C05)", async ({ client, assert, cleanup }) => {
    const clock = frozenClock()
    cleanup(() => clock.restore())
    const someone = await person(WRITER)
    const sent = await client.post('/api/v1/attachments').bearerToken(someone.token).file('file', await photo(), { filename: 'a.jpg' })
    const { id } = sent.body().data
    assert.deepEqual(await requireFresh(id, { withinMin: 10 }), [])
    clock.forward(11 * 60_000)
    const late = await requireFresh(id, { withinMin: 10, by: 'somebody-else' })
    assert.sameMembers(late.map(({ code }) => code), ['attachments.photo_too_old', 'attachments.photo_of_another'])
    assert.equal((await requireFresh('none', { withinMin: 10 }))[0]!.code, 'attachments.no_such_attachment')
  })

  test("a camera's own clock can only speak against a photo", async ({ client, assert }) => {
    const someone = await person(WRITER)
    const old = await photo({ takenAt: '2020:01:01 10:00:00' })
    const sent = await client.post('/api/v1/attachments').bearerToken(someone.token).file('file', old, { filename: 'gallery.jpg' })
    assert.equal(sent.body().data.camera_at, Date.UTC(2020, 0, 1, 2))
    const reasons = await requireFresh(sent.body().data.id, { withinMin: 10 })
    assert.deepEqual(reasons.map(({ code }) => code), ['attachments.photo_taken_earlier'])
  })
})

test.group('Content types', () => {
  test('sounds, films and what is neither', ({ assert }) => {
    const ftyp = (brand: string) => Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(`ftyp${brand}`), Buffer.alloc(16)])
    const webm = (codec: string) => Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), Buffer.from(`....webm....${codec}....`)])
    const cases: [Buffer, string | null][] = [
      [ftyp('isom'), 'video/mp4'],
      [ftyp('M4A '), 'audio/mp4'],
      [ftyp('heic'), null],
      [webm('V_VP8'), 'video/webm'],
      [webm('A_OPUS'), 'audio/webm'],
      [Buffer.from('OggS............'), 'audio/ogg'],
      [Buffer.from('MZ..............'), null],
      [Buffer.from('<svg xmlns="http'), null],
      [Buffer.alloc(3), null],
    ]
    for (const [bytes, expected] of cases) assert.equal(contentTypeOf(bytes)?.mediaType ?? null, expected)
  })

  test('nothing is fresh that is not there', ({ assert }) => {
    assert.lengthOf(staleness(null, { withinMin: 10, now: 0, cameraTimeCounts: true }), 1)
  })
})

/** A PNG that says how large it is and holds next to nothing. */
function pngOf(width: number, height: number): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), data])
    const frame = Buffer.alloc(8 + body.length)
    frame.writeUInt32BE(data.length, 0)
    body.copy(frame, 4)
    return frame
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const rows = deflateSync(Buffer.alloc(1024))
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))])
}

