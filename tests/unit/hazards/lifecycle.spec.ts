import { test } from '@japa/runner'
import fc from 'fast-check'
import { hazardLifecycle, type HazardCommand, type HazardFacts } from '#modules/hazards/lifecycle'
import { fittingRules, type DispatchRule } from '#modules/hazards/queries/find_dispatch'
import type { HazardState } from '#modules/hazards/rows'

const ALL = new Set(['hazards.dispatch', 'hazards.rectify', 'hazards.verify', 'hazards.close'])
const COMMANDS: HazardCommand[] = ['dispatch', 'rectify', 'verify', 'return', 'close', 'request_extension', 'approve_extension']
const PEOPLE = ['a', 'b', 'c']

test.group('Hazard lifecycle', () => {
  test('no random sequence closes what one has not rectified and another verified (B08, B09)', ({ assert }) => {
    const step = fc.record({ command: fc.constantFrom(...COMMANDS), by: fc.constantFrom(...PEOPLE), photos: fc.integer({ min: 0, max: 1 }) })
    let closed = 0
    fc.assert(
      fc.property(fc.array(step, { minLength: 4, maxLength: 40 }), (steps) => {
        let state: HazardState = 'dispatched'
        let rectifiedBy: string | null = null
        let verifiedBy: string | null = null
        for (const { command, by, photos } of steps) {
          const facts: HazardFacts = { callerId: by, permissions: ALL, assigneeId: 'a', rectifiedBy, toId: 'a', comment: 'x', photos, photoAfterNeeded: true, wantedDueAt: 2, requestedDueAt: 2, originalFits: false, requestedBy: null, dueAt: 1 }
          const decision = hazardLifecycle.decide(state, command, facts)
          if (!decision.ok) continue
          if (command === 'rectify') {
            assert.equal(photos, 1)
            rectifiedBy = by
          }
          if (command === 'return') rectifiedBy = null
          if (command === 'verify') verifiedBy = by
          state = decision.value
          if (state === 'closed') {
            closed += 1
            assert.isNotNull(rectifiedBy)
            assert.isNotNull(verifiedBy)
            assert.notEqual(rectifiedBy, verifiedBy)
          }
        }
      }),
      { numRuns: 2_000 }
    )
    assert.isAbove(closed, 20, 'the property was really tried')
  })

  test('nobody grants more time to himself (B06)', ({ assert }) => {
    const facts: HazardFacts = { callerId: 'a', permissions: ALL, assigneeId: 'a', rectifiedBy: null, toId: null, comment: null, photos: 0, photoAfterNeeded: true, wantedDueAt: null, requestedDueAt: 2, requestedBy: 'a', dueAt: 1, originalFits: true }
    const own = hazardLifecycle.decide('dispatched', 'approve_extension', facts)
    assert.deepEqual(own.ok ? [] : own.error.map(({ code }) => code), ['hazards.not_the_requester'])
    assert.isTrue(hazardLifecycle.decide('dispatched', 'approve_extension', { ...facts, callerId: 'b' }).ok)
  })

  test('the rule that names most wins, the nearest area first', ({ assert }) => {
    const rule = (code: string, fields: Partial<DispatchRule>): DispatchRule => ({ code, type_code: null, area_code: null, level: null, role_code: 'x', person_code: null, ...fields })
    const rules = [rule('ANY', {}), rule('TYPE', { type_code: 'GAS' }), rule('SITE', { area_code: 'PLANT' }), rule('AREA', { area_code: 'GAS2' }), rule('BOTH', { type_code: 'GAS', area_code: 'GAS2' }), rule('ELSEWHERE', { area_code: 'BF7' })]
    const order = fittingRules(rules, { typeCode: 'GAS', level: 'general', line: ['GAS2', 'ENERGY', 'PLANT'] }).map(({ code }) => code)
    assert.deepEqual(order, ['BOTH', 'AREA', 'SITE', 'TYPE', 'ANY'])
  })
})
