import type { AccessFacts, PersonFacts } from '#modules/personnel/access/facts'
import { plantDay, startOfDay } from '#modules/personnel/validity'

export const ZONE = 'Asia/Shanghai'
export const TODAY = '2026-11-24'
/** 14:30 on that day in the plant. */
export const NOW = startOfDay(TODAY, ZONE) + 14.5 * 3_600_000

/** That many days later; from noon, so that no clock change makes it the day before. */
export const addDays = (day: string, days: number): string => plantDay(startOfDay(day, ZONE) + (days * 24 + 12) * 3_600_000, ZONE)

export function aPerson(changes: Partial<PersonFacts> = {}): PersonFacts {
  return {
    accountId: 'a-1',
    code: 'E1',
    badge: '1001',
    name: '王建国',
    nameEn: 'Wang Jianguo',
    locale: 'zh-CN',
    phone: null,
    active: true,
    kind: 'employee',
    post: null,
    areaCode: 'GAS2',
    supervisorCode: null,
    photoId: null,
    medicalValidTo: '2027-06-30',
    blacklisted: null,
    company: null,
    roles: [],
    trainings: [{ course: 'GAS', score: 90, passMark: 80, takenOn: '2026-03-01', validTo: '2027-02-28' }],
    certificates: [{ type: 'WORK', number: '1', validFrom: '2025-01-01', validTo: '2027-01-01', reviewDueOn: null, revokedAt: null }],
    ...changes,
  }
}

export function someFacts(changes: Partial<AccessFacts> = {}): AccessFacts {
  return {
    direction: 'in',
    recordsAvailable: true,
    gate: { code: 'G', areaCode: 'GAS2', name: '大门', nameEn: 'Gate', direction: 'both', mode: 'fail_secure', doorOutput: null },
    area: { code: 'GAS2', name: '煤气区二', nameEn: 'Gas area 2', within: ['GAS2', 'ENERGY', 'PLANT'], gasClass: '1', restrictions: [] },
    person: aPerson(),
    requirements: [
      { courses: ['GAS'], certificates: [['WORK']], roles: [], authorisedRoles: ['area_responsible'], medical: true, permit: 'none' },
    ],
    permit: null,
    gas: null,
    catalogue: {
      courses: new Map([['GAS', { code: 'GAS', name: '煤气安全', nameEn: 'Gas safety', session: null }]]),
      certificateTypes: new Map([['WORK', { code: 'WORK', name: '煤气作业', nameEn: 'Gas work', contact: null }]]),
    },
    zone: ZONE,
    ...changes,
  }
}

export const codesOf = (reasons: { code: string }[]): string[] => reasons.map(({ code }) => code.replace('personnel.', ''))
