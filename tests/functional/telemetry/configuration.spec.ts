import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { systemActor } from '#app/audit/index'
import { importKind } from '#app/integrations/imports'
import { runImport } from '#app/integrations/imports/run_import'
import { applyDefinitions } from '#app/plant/index'
import { buildEngineConfig } from '#modules/telemetry/queries/build_engine_config'
import { configVersion } from '#modules/telemetry/queries/config_version'

const by = systemActor('test')
const AREAS = `- { code: T-SITE, kind: site, name: 厂, name_en: Site }
- { code: T-SHOP-C, parent: T-SITE, kind: workshop, name: 车间, name_en: Shop }
- { code: T-CONF, parent: T-SHOP-C, kind: area, name: 区, name_en: Area }
`
const SOURCE = `- code: T-GW
  kind: modbus_tcp
  name: 网关
  name_en: Gateway
  host: 127.0.0.1
  port: 15999
  poll_classes: { gas: 1000 }
`
const point = (more: string) => `- code: TC.AT1.CO
  area: T-CONF
  source: T-GW
  kind: co
  name: 一氧化碳
  name_en: CO
  unit: ppm
  min: 0
  max: 500
${more}`

async function apply(files: Record<string, string>): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'redline-telemetry-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const result = await applyDefinitions({ folder, by })
  return result.ok ? [] : result.error.map(({ file, line, message }) => `${file}:${line} ${message}`)
}

const csv = (text: string): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'redline-points-')), 'points.csv')
  writeFileSync(path, text)
  return path
}
const importPoints = (text: string, dryRun = false) =>
  runImport({ kind: importKind('points')!, path: csv(text), dryRun, partial: false, by })
const stored = async (code: string) => JSON.parse((await db.from('points').where('code', code).firstOrFail()).register)

test.group('Points as configuration', (group) => {
  group.setup(async () => void (await apply({ 'areas.yaml': AREAS, 'sources.yaml': SOURCE })))

  test('faults are said where they are, and nothing is written', async ({ assert }) => {
    const faults = await apply({
      'points.yaml': point(`  limits: { h: 160, hh: 24 }
  outputs: { h: [T-NO-SIREN] }
`),
      'sources.yaml': SOURCE.replace('  port: 15999\n', '').replace('T-GW', 'T-GW2'),
    })
    assert.lengthOf(faults, 3)
    assert.match(faults.join('\n'), /needs port/)
    assert.match(faults.join('\n'), /limit hh \(24\) must lie above h \(160\)/)
    assert.match(faults.join('\n'), /no output "T-NO-SIREN"/)
    assert.isNull(await db.from('points').where('code', 'TC.AT1.CO').first())
  })

  test('what is applied is what the engine gets, under a new version', async ({ assert }) => {
    const version = await configVersion()
    const register = '  register: { unit_id: 1, function: 4, address: 7, type: int16, scale: 0.1, poll_class: gas }\n'
    assert.deepEqual(await apply({ 'points.yaml': point(`  limits: { h: 24, hh: 160 }\n  alarm_class: gas\n${register}`) }), [])
    assert.isAbove(await configVersion(), version)
    const config = await buildEngineConfig()
    assert.containsSubset(config.conditions, [
      { code: 'TC.AT1.CO.H', limit: 24, op: '>', consecutive: 3, priority: 2 },
      { code: 'TC.AT1.CO.HH', limit: 160, op: '>', consecutive: 3, priority: 1 },
    ])
    const source = config.sources.find(({ code }) => code === 'T-GW')
    assert.containsSubset(source, { registers: [{ point: 'TC.AT1.CO', unitId: 1, address: 7, scale: 0.1, wordOrder: 'ABCD' }] })
  })

  test('a register map names only what changes: preview first, scaling and limits are kept, nothing is wiped', async ({ assert }) => {
    const table = 'point,address\nTC.AT1.CO,9\n'
    const preview = await importPoints(table, true)
    assert.deepEqual(preview.counts, { add: 0, change: 1, remove: 0, unchanged: 0, faulty: 0 })
    assert.equal((await stored('TC.AT1.CO')).address, 7)

    assert.isTrue((await importPoints(table)).imported)
    assert.containsSubset(await stored('TC.AT1.CO'), { address: 9, scale: 0.1, unitId: 1, pollClass: 'gas' })
    const { alarm } = await db.from('points').where('code', 'TC.AT1.CO').firstOrFail()
    assert.deepEqual(JSON.parse(alarm).limits, { h: 24, hh: 160 })
    assert.equal((await importPoints(table)).counts.unchanged, 1)
  })

  test('a new point needs all; faults are told by line and heading', async ({ assert }) => {
    const heading = 'point,area,source,kind,name,name_en,unit,min,max,unit_id,function,address,type,word_order,scale,offset,poll_class,h\n'
    const row = 'TC.PT1.P,T-CONF,T-GW,pressure,压力,Pressure,kPa,0,15,1,4,20,float32,CDAB,1,0,gas,10\n'
    const faulty = await importPoints(`${heading}${row}${row.replace('TC.PT1.P', 'TC.PT2.P').replace('float32', 'float')}TC.NEW,,,,,,,,,,,,,,,,,\n`)
    assert.isFalse(faulty.imported)
    assert.includeMembers(faulty.faults.map(({ line, heading: name }) => `${line} ${name}`), ['3 type'])
    assert.isTrue(faulty.faults.some(({ line }) => line === 4))
    const narrow = await importPoints('point,h\nTC.AT1.CO,600\n')
    assert.sameMembers(narrow.faults.map(({ line, heading: name }) => `${line} ${name}`), ['2 h', '2 hh'])
    assert.isTrue((await importPoints(heading + row)).imported)
    assert.containsSubset(await stored('TC.PT1.P'), { type: 'float32', wordOrder: 'CDAB', address: 20 })
  })
})
