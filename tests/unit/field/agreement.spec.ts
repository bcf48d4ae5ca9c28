import { readFileSync } from 'node:fs'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { readDefinitionFile } from '#app/plant/configuration/definition_file'
import { demoSecret } from '#field/station'
import { fieldPoints, modbusStations, mqttDevices } from '#field/stations'

/** Entries of one of the demo plant's files, as `plant:apply` reads them with these variables. */
function demo(kind: string, env: NodeJS.ProcessEnv = {}): any[] {
  const text = readFileSync(app.makePath(`resources/plant/demo/${kind}.yaml`), 'utf8')
  const { rows, faults } = readDefinitionFile(`${kind}.yaml`, text, env)
  if (faults.length > 0) throw new Error(faults[0]!.message)
  return rows
}

test.group('The demo plant’s definitions and the simulated field', () => {
  test('name the same points, with the same units, ranges and limits', ({ assert }) => {
    const defined = new Map(demo('points').map((point) => [point.code, point]))
    assert.sameMembers(
      [...defined.keys()],
      fieldPoints.map(({ code }) => code)
    )
    for (const { code, areaCode, unit, min, max, limits } of fieldPoints) {
      const point = defined.get(code)
      assert.deepEqual([point.area, point.unit, point.min, point.max], [areaCode, unit, min, max], code)
      const none = { ll: null, l: null, h: null, hh: null }
      assert.deepEqual({ ...none, ...point.limits }, limits, code)
    }
  })

  test('mean the same registers', ({ assert }) => {
    const defined = new Map(demo('points').map((point) => [point.code, point]))
    for (const station of modbusStations)
      for (const { code, register } of station.points) {
        const { source, register: map } = defined.get(code)
        assert.equal(source, station.code, code)
        assert.deepEqual(
          {
            unitId: map.unit_id,
            function: map.function,
            address: map.address,
            type: map.type,
            wordOrder: map.word_order ?? 'ABCD',
            scale: map.scale ?? 1,
            offset: map.offset ?? 0,
            pollClass: map.poll_class,
          },
          register,
          code
        )
      }
  })

  test('meet on the same ports, wherever the first one is', ({ assert }) => {
    for (const [base, env] of [
      [15021, {}],
      [30100, { FIELD_MODBUS_PORT: '30100' }],
    ] as const) {
      const ports = new Map(demo('sources', env).map(({ code, port }) => [code, port]))
      for (const { code, portOffset } of modbusStations) assert.equal(ports.get(code), base + portOffset, code)
    }
  })

  test('command the same outputs', ({ assert }) => {
    const defined = new Map(demo('outputs').map((output) => [output.code, output]))
    for (const { actuators } of mqttDevices)
      for (const { code, areaCode, kind, commandTopic, stateTopic } of actuators) {
        const { area, kind: given, mqtt } = defined.get(code)
        assert.deepEqual([area, given, mqtt.command, mqtt.state], [areaCode, kind, commandTopic, stateTopic])
      }
    for (const { fans, code: source } of modbusStations)
      for (const { code, unitId, coil, readbackCoil } of fans)
        assert.deepEqual(defined.get(code).modbus, { source, unit_id: unitId, coil, readback_coil: readbackCoil })
  })

  test('every device has its credential, and may use its own topics', ({ assert }) => {
    const defined = new Map(demo('mqtt_devices').map((device) => [device.username, device]))
    for (const { username, points, actuators } of mqttDevices) {
      const { secret, publish, subscribe = [] } = defined.get(username)
      const below = (topic: string, prefixes: string[]) =>
        prefixes.some((prefix) => `${topic}/`.startsWith(`${prefix}/`))
      assert.equal(secret, demoSecret(username))
      for (const topic of [...points.map((point) => point.topic), ...actuators.map(({ stateTopic }) => stateTopic)])
        assert.isTrue(below(topic, publish), topic)
      for (const { commandTopic } of actuators) assert.isTrue(below(commandTopic, subscribe), commandTopic)
    }
  })
})
