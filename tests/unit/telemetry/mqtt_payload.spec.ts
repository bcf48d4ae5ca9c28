import { test } from '@japa/runner'
import { mayUse, holdsSecret } from '#modules/telemetry/broker/access'
import { matchTopic, readMessage, readState } from '#modules/telemetry/drivers/mqtt_payload'
import type { MqttSourceConfig } from '#modules/telemetry/engine/port'
import { credential } from '#tests/support/field_engine'

const source: MqttSourceConfig = { kind: 'mqtt', code: 'M', topic: 'iot/+/data/+', pointPattern: '{1}.{2}', valuePath: 'body.value', timePath: 'body.at', qualityPath: 'body.q' }
const read = (payload: string | Buffer) => readMessage(source, ['A', 'B'], Buffer.from(payload))

test.group('MQTT payloads', () => {
  test('topic levels make the point, dotted paths the value, instant and quality', ({ assert }) => {
    assert.deepEqual(matchTopic(source.topic, 'iot/A/data/B'), ['A', 'B'])
    assert.isNull(matchTopic(source.topic, 'iot/A/data/B/C'))
    assert.isNull(matchTopic(source.topic, 'iot/A/state/B'))
    assert.deepEqual(read('{"body":{"value":"23.5","at":1764000000000,"q":"good"}}'), { point: 'A.B', value: 23.5, ts: 1764000000000, quality: 'good' })
    assert.deepInclude(read('{"body":{"value":true}}'), { value: 1, ts: null, quality: 'good' })
    assert.equal(read('{"body":{"value":1,"q":"maintenance"}}').quality, 'bad')
  })

  test('what can not be read is a bad reading, never a value and never silence', ({ assert }) => {
    const deep = '['.repeat(100_000)
    for (const payload of ['', 'null', '[]', '{"body":{}}', '{"body":{"value":null}}', '{"body":{"value":{}}}', '{"body":{"value":""}}', '{', deep, 'x'.repeat(100_000)])
      assert.isNaN(read(payload).value, payload.slice(0, 20))
  })

  test('names of the language are no data', ({ assert }) => {
    const sly = { ...source, valuePath: '__proto__.length' }
    assert.isNaN(readMessage(sly, ['A', 'B'], Buffer.from('[1,2]')).value)
    assert.isNaN(readMessage({ ...source, valuePath: 'constructor.length' }, ['A', 'B'], Buffer.from('{}')).value)
    read('{"__proto__":{"polluted":1},"body":{"value":1}}')
    assert.isUndefined(({} as { polluted?: number }).polluted)
  })

  test('an output says on or off, or nothing', ({ assert }) => {
    assert.isTrue(readState(Buffer.from('{"v":true}')))
    assert.isFalse(readState(Buffer.from('{"v":0}')))
    assert.isNull(readState(Buffer.from('on')))
  })
})

test.group('Who may use the broker', () => {
  test('a prefix ends at a level, and no wildcard climbs over it', ({ assert }) => {
    assert.isTrue(mayUse(['plant/A'], 'plant/A/x/y'))
    assert.isFalse(mayUse(['plant/A'], 'plant/AB/x'))
    assert.isFalse(mayUse(['plant/A'], 'plant/+/x'))
    assert.isFalse(mayUse(['plant/A'], '#'))
    assert.isFalse(mayUse([], 'plant/A'))
  })

  test('a secret is known by its hash alone', ({ assert }) => {
    assert.isTrue(holdsSecret(credential('a', []), Buffer.from('secret of a')))
    assert.isFalse(holdsSecret(credential('a', []), Buffer.from('secret of b')))
    assert.isFalse(holdsSecret(credential('a', []), undefined))
    assert.isFalse(holdsSecret({ ...credential('a', []), secretHash: '' }, Buffer.from('')))
  })
})
