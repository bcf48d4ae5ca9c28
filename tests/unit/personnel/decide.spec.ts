import { test } from '@japa/runner'
import fc from 'fast-check'
import { decide } from '#modules/personnel/access/decide'
import type { CompanyFacts, RestrictionFacts } from '#modules/personnel/access/facts'
import { endOfDay } from '#modules/personnel/validity'
import { addDays, aPerson, codesOf, NOW, someFacts, TODAY, ZONE } from '#tests/unit/personnel/facts'

const certificate = (validTo: string) => [
  { type: 'WORK', number: '1', validFrom: '2025-01-01', validTo, reviewDueOn: null, revokedAt: null },
]
const company = (changes: Partial<CompanyFacts> = {}): CompanyFacts => ({
  code: 'X',
  name: '鑫达',
  nameEn: 'Xinda',
  contractFrom: '2026-01-01',
  contractTo: '2026-12-31',
  blacklisted: null,
  contact: null,
  ...changes,
})
const closed: RestrictionFacts = { level: 'closed', causeType: 'alarm', causeId: '1', since: NOW - 60_000, detail: {} }

const TRAINED = { trained: true, untrained: false }
const CERTIFICATES = { valid: '2027-01-01', expires_today: TODAY, expired: addDays(TODAY, -1) }
const STANDINGS = {
  in_contract: { company: company(), reasons: [] },
  last_day: { company: company({ contractTo: TODAY }), reasons: [] },
  ended: { company: company({ contractTo: addDays(TODAY, -1) }), reasons: ['contract_ended'] },
  not_begun: { company: company({ contractFrom: addDays(TODAY, 1) }), reasons: ['contract_not_begun'] },
  blacklisted: { company: company({ blacklisted: { on: '2026-11-01', cause: '-' } }), reasons: ['company_blacklisted'] },
}
const CERTIFICATE_REASONS = { valid: [], expires_today: [], expired: ['certificate_expired'] }

test.group('Access decision: truth table', () => {
  for (const [trainedName, trained] of Object.entries(TRAINED))
    for (const [certificateName, validTo] of Object.entries(CERTIFICATES))
      for (const [standing, { company: employer, reasons }] of Object.entries(STANDINGS)) {
        const expected = [
          ...reasons,
          ...(trained ? [] : ['training_missing']),
          ...CERTIFICATE_REASONS[certificateName as keyof typeof CERTIFICATE_REASONS],
        ]
        test(`${trainedName}, certificate ${certificateName}, company ${standing}: ${expected.join(', ') || 'grant'}`, ({ assert }) => {
          const person = aPerson({ kind: 'contractor', company: employer, certificates: certificate(validTo) })
          if (!trained) person.trainings = []
          const verdict = decide(someFacts({ person }), NOW)
          assert.equal(verdict.decision, expected.length > 0 ? 'deny' : 'grant')
          assert.sameMembers(codesOf(verdict.reasons), expected)
        })
      }
})

test.group('Access decision', () => {
  test('a day counts to its last millisecond in the time zone of the plant', ({ assert }) => {
    const facts = someFacts({ person: aPerson({ certificates: certificate(TODAY) }) })
    const end = endOfDay(TODAY, ZONE)
    assert.equal(new Date(end).toISOString(), '2026-11-24T16:00:00.000Z')
    assert.equal(decide(facts, end - 1).decision, 'grant')
    assert.equal(decide(facts, end - 1).validUntil, end)
    assert.deepEqual(codesOf(decide(facts, end).reasons), ['certificate_expired'])
    assert.equal(decide(facts, end).reasons[0]!.since, end)
    assert.equal(decide(facts, end).reasons[0]!.params!.days, 1)
  })

  test('a grant says until when it would be given: the first thing that runs out', ({ assert }) => {
    const verdict = decide(someFacts({ person: aPerson({ medicalValidTo: '2026-12-01' }) }), NOW)
    assert.equal(verdict.validUntil, endOfDay('2026-12-01', ZONE))
  })

  test('gives every reason at once', ({ assert }) => {
    const person = aPerson({
      active: false,
      kind: 'contractor',
      company: company({ contractTo: '2026-10-01' }),
      blacklisted: { on: '2026-11-01', cause: '-' },
      medicalValidTo: null,
      trainings: [],
      certificates: [],
    })
    const area = { ...someFacts().area!, restrictions: [closed] }
    assert.sameMembers(codesOf(decide(someFacts({ person, area }), NOW).reasons), [
      'area_closed',
      'inactive',
      'blacklisted',
      'contract_ended',
      'medical_missing',
      'training_missing',
      'certificate_missing',
    ])
  })

  test('an unknown badge stays outside', ({ assert }) => {
    const verdict = decide(someFacts({ person: null }), NOW)
    assert.equal(verdict.decision, 'deny')
    assert.deepEqual(codesOf(verdict.reasons), ['badge_unknown'])
  })

  test('without records nobody is let in and nobody is kept in', ({ assert }) => {
    const facts = someFacts({ recordsAvailable: false, person: null, area: null, gate: null })
    assert.deepEqual(codesOf(decide(facts, NOW).reasons), ['records_unavailable'])
    assert.equal(decide({ ...facts, direction: 'out' }, NOW).decision, 'grant')
  })

  test('a closed area lets only the emergency team in, and says so', ({ assert }) => {
    const area = { ...someFacts().area!, restrictions: [closed] }
    assert.deepEqual(codesOf(decide(someFacts({ area }), NOW).reasons), ['area_closed'])

    const rescuer = aPerson({ roles: [{ code: 'emergency_team', areaCode: 'ENERGY' }] })
    const verdict = decide(someFacts({ area, person: rescuer }), NOW)
    assert.equal(verdict.decision, 'grant')
    assert.deepEqual(codesOf(verdict.reasons), ['emergency_entry'])
    assert.equal(verdict.reasons[0]!.since, closed.since)
  })

  test('a role in another workshop opens nothing', ({ assert }) => {
    const area = { ...someFacts().area!, restrictions: [closed] }
    const person = aPerson({ roles: [{ code: 'emergency_team', areaCode: 'STEEL' }] })
    assert.equal(decide(someFacts({ area, person }), NOW).decision, 'deny')
  })

  test('a restricted area, a hot one, lets those in who are authorised for it', ({ assert }) => {
    const area = { ...someFacts().area!, restrictions: [{ ...closed, level: 'restricted' as const }] }
    assert.deepEqual(codesOf(decide(someFacts({ area }), NOW).reasons), ['area_restricted'])
    const person = aPerson({ roles: [{ code: 'area_responsible', areaCode: 'GAS2' }] })
    assert.deepEqual(codesOf(decide(someFacts({ area, person }), NOW).reasons), ['authorised_entry'])
  })

  test('an area that asks for a permit lets nobody in while nobody can tell', ({ assert }) => {
    const requirements = [{ ...someFacts().requirements[0]!, permit: 'everyone' as const }]
    assert.deepEqual(codesOf(decide(someFacts({ requirements, permit: null }), NOW).reasons), ['permit_needed'])
    assert.equal(decide(someFacts({ requirements, permit: true }), NOW).decision, 'grant')
  })

  test('a failed exam is not a training; a passed one before it still is', ({ assert }) => {
    const failed = { course: 'GAS', score: 60, passMark: 80, takenOn: '2026-11-01', validTo: '2027-11-01' }
    const verdict = decide(someFacts({ person: aPerson({ trainings: [failed] }) }), NOW)
    assert.deepEqual(codesOf(verdict.reasons), ['training_failed'])
    assert.equal(decide(someFacts({ person: aPerson({ trainings: [...aPerson().trainings, failed] }) }), NOW).decision, 'grant')
  })

  test('an overdue review ends a certificate, a revocation ends it at its instant', ({ assert }) => {
    const overdue = [{ ...certificate('2027-01-01')[0]!, reviewDueOn: addDays(TODAY, -3) }]
    assert.deepEqual(codesOf(decide(someFacts({ person: aPerson({ certificates: overdue }) }), NOW).reasons), ['certificate_review_overdue'])
    const revoked = [{ ...certificate('2027-01-01')[0]!, revokedAt: NOW }]
    const facts = someFacts({ person: aPerson({ certificates: revoked }) })
    assert.equal(decide(facts, NOW - 1).decision, 'grant')
    assert.deepEqual(codesOf(decide(facts, NOW).reasons), ['certificate_revoked'])
  })

  test('a gate for leaving lets nobody in', ({ assert }) => {
    const gate = { ...someFacts().gate!, direction: 'out' as const }
    assert.deepEqual(codesOf(decide(someFacts({ gate }), NOW).reasons), ['gate_is_exit'])
  })
})

test.group('Access decision: what always holds', () => {
  const anyDay = fc.integer({ min: -6, max: 40 }).map((days) => addDays(TODAY, days))
  const anyPerson = fc
    .record({ active: fc.boolean(), trainedTo: anyDay, score: fc.integer({ min: 60, max: 100 }), certifiedTo: anyDay, medicalTo: anyDay, contractTo: anyDay, listed: fc.boolean(), rescuer: fc.boolean() })
    .map((one) =>
      aPerson({
        active: one.active,
        kind: 'contractor',
        company: company({ contractTo: one.contractTo }),
        medicalValidTo: one.medicalTo,
        blacklisted: one.listed ? { on: '2026-11-01', cause: '-' } : null,
        roles: one.rescuer ? [{ code: 'emergency_team', areaCode: null }] : [],
        trainings: [{ course: 'GAS', score: one.score, passMark: 80, takenOn: '2026-01-01', validTo: one.trainedTo }],
        certificates: certificate(one.certifiedTo),
      })
    )
  const anyFacts = fc
    .record({ person: fc.option(anyPerson), shut: fc.boolean(), recordsAvailable: fc.boolean() })
    .map(({ person, shut, recordsAvailable }) =>
      someFacts({ person, recordsAvailable, area: { ...someFacts().area!, restrictions: shut ? [closed] : [] } })
    )

  test('leaving is never refused', ({ assert }) => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        assert.equal(decide({ ...facts, direction: 'out' }, NOW).decision, 'grant')
      })
    )
  })

  test('who is let in has everything in order, and every refusal says why', ({ assert }) => {
    let grants = 0
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { decision, reasons, validUntil } = decide(facts, NOW)
        const { person } = facts
        const inOrder =
          facts.recordsAvailable &&
          person !== null &&
          person.active &&
          !person.blacklisted &&
          person.trainings[0]!.score >= 80 &&
          [person.trainings[0]!.validTo, person.certificates[0]!.validTo, person.medicalValidTo!, person.company!.contractTo].every((day) => day >= TODAY) &&
          (facts.area!.restrictions.length === 0 || person.roles.length > 0)
        assert.equal(decision, inOrder ? 'grant' : 'deny')
        if (decision === 'deny') assert.isAbove(reasons.length, 0)
        else {
          grants += 1
          assert.equal(decide(facts, validUntil! - 1).decision, 'grant')
          assert.equal(decide(facts, validUntil!).decision, 'deny')
        }
      }),
      { numRuns: 3_000 }
    )
    assert.isAbove(grants, 20)
  })

  test('one more thing in order never turns a grant into a refusal', ({ assert }) => {
    fc.assert(
      fc.property(anyPerson, (person) => {
        const before = decide(someFacts({ person }), NOW).reasons.length
        const after = decide(someFacts({ person: { ...person, medicalValidTo: '2030-01-01' } }), NOW).reasons.length
        assert.isAtMost(after, before)
      })
    )
  })
})
