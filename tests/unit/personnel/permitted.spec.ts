import { test } from '@japa/runner'
import fc from 'fast-check'
import { decide } from '#modules/personnel/access/decide'
import type { GasFacts } from '#modules/personnel/access/facts'
import { permittedMinutes, remainingMs, toMg, useUp, type CoNow } from '#modules/personnel/stay/permitted'
import { stayBands } from '#modules/personnel/stay/settings'
import { aPerson, codesOf, NOW, someFacts } from '#tests/unit/personnel/facts'

const BANDS = stayBands.default
const MIN = 60_000
const known = (mg: number): CoNow => ({ kind: 'known', mg })

test.group('Permitted stay in CO', () => {
  for (const [mg, at0, at20, at25] of [
    [30, 24.0, 25.8, 26.2],
    [50, 40.0, 42.9, 43.7],
    [100, 80.0, 85.9, 87.3],
    [200, 160.0, 171.8, 174.7],
  ] as const)
    test(`L08 ${mg} mg/m3 is ${at0} ppm at 0 ℃, ${at20} at 20 ℃, ${at25} at 25 ℃`, ({ assert }) => {
      for (const [ppm, celsius] of [[at0, 0], [at20, 20], [at25, 25]] as const) assert.approximately(toMg(ppm, 'ppm', celsius)!, mg, mg * 0.002)
      assert.equal(toMg(mg, 'mg/m3', 25), mg)
      assert.isNull(toMg(1, '%vol', 0))
    })

  for (const [co, minutes] of [
    [known(30), null],
    [known(30.1), 60],
    [known(50), 60],
    [known(100), 30],
    [known(200), 15],
    [known(200.1), 0],
    [{ kind: 'unknown' }, 15],
    [{ kind: 'none' }, null],
  ] as [CoNow, number | null][])
    test(`L08 ${JSON.stringify(co)} permits ${minutes ?? 'any'} minutes`, ({ assert }) => {
      assert.equal(permittedMinutes(BANDS, co), minutes)
    })

  test('L08 time is cumulated over the bands: half of each makes a whole', ({ assert }) => {
    const half = useUp(0, BANDS, known(40), 30 * MIN)
    assert.equal(remainingMs(half, BANDS, known(90)), 15 * MIN)
    assert.equal(useUp(half, BANDS, known(90), 15 * MIN), 1)
    assert.equal(useUp(0.4, BANDS, known(10), 600 * MIN), 0.4)
    assert.equal(useUp(0.1, BANDS, known(250), 1), 1)
  })

  test('L08 what is used up never becomes less, and worse air never leaves more time', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 2, noNaN: true }), fc.double({ min: 0, max: 400, noNaN: true }), fc.double({ min: 0, max: 400, noNaN: true }), fc.nat(10_000_000), (used, one, other, ms) => {
        const [better, worse] = [Math.min(one, other), Math.max(one, other)]
        const left = (mg: number) => remainingMs(used, BANDS, known(mg)) ?? Infinity
        return useUp(used, BANDS, known(one), ms) >= used && left(worse) <= left(better)
      })
    )
  })
})

test.group('Entering a gas area', () => {
  const gas = (changes: Partial<GasFacts> = {}): GasFacts => ({ co: known(5), ceilingMg: 200, pauseUntil: null, ...changes })

  test('L08 known and low and rested: let in', ({ assert }) => {
    assert.equal(decide(someFacts({ gas: gas() }), NOW).decision, 'grant')
    assert.equal(decide(someFacts({ gas: gas({ pauseUntil: NOW }) }), NOW).decision, 'grant')
  })

  test('L08 all reasons at once: air not known, pause not over, no training', ({ assert }) => {
    const facts = someFacts({ gas: gas({ co: { kind: 'unknown' }, pauseUntil: NOW + 61 * MIN }), person: aPerson({ trainings: [] }) })
    const verdict = decide(facts, NOW)
    assert.equal(verdict.decision, 'deny')
    assert.sameMembers(codesOf(verdict.reasons), ['co_unknown', 'pause_not_over', 'training_missing'])
    assert.equal(verdict.reasons.find(({ code }) => code === 'personnel.pause_not_over')!.params!.minutes, 61)
    assert.deepEqual(codesOf(decide(someFacts({ gas: gas({ co: known(201) }) }), NOW).reasons), ['co_too_high'])
  })

  test('L08 the emergency team goes in with breathing apparatus, and leaving is never refused', ({ assert }) => {
    const bad = gas({ co: { kind: 'unknown' }, pauseUntil: NOW + MIN })
    const team = decide(someFacts({ gas: bad, person: aPerson({ roles: [{ code: 'emergency_team', areaCode: null }] }) }), NOW)
    assert.equal(team.decision, 'grant')
    assert.deepEqual(codesOf(team.reasons), ['apparatus_needed'])
    assert.equal(decide(someFacts({ gas: bad, direction: 'out' }), NOW).decision, 'grant')
  })
})
