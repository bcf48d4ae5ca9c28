import { Lifecycle } from '#app/kernel/lifecycle'
import type { PermitCommand, PermitFacts } from '#modules/permits/facts'
import { contentComplete, levelFits, measuresConfirmed, windowSound, workersNamed } from '#modules/permits/guards/content'
import {
  approvalIsMine,
  approverApart,
  byApplicant,
  byGuardian,
  bySystem,
  closerApart,
  guardianAccepted,
  guardianFit,
  guardianPresent,
  mayStop,
  permitted,
  rolesApart,
  workersQualified,
} from '#modules/permits/guards/people'
import {
  atThePlace,
  closeChecked,
  contentSeen,
  dutiesRead,
  finishChecked,
  guardianNamed,
  hasComment,
  permitScanned,
  signed,
  startChecked,
  whenCommanded,
} from '#modules/permits/guards/proof'
import {
  approvalsComplete,
  gasTested,
  hadStarted,
  insideWindow,
  nothingStands,
  siteWatched,
  windowIsOver,
  windowNotOver,
} from '#modules/permits/guards/work'
import type { PermitState } from '#modules/permits/rows'

const people = [rolesApart, guardianFit, workersQualified]
const beforeWork = [byGuardian, insideWindow, guardianAccepted, approvalsComplete, measuresConfirmed, ...people, guardianPresent, gasTested, nothingStands]

/** The only way through a permit. The database holds the same table once more, and the predecessors of `started`. */
export const permitLifecycle = new Lifecycle<PermitState, PermitCommand, PermitFacts>('permits', 'draft', [
  {
    command: 'submit',
    from: ['draft'],
    to: 'submitted',
    guards: [permitted('permits.apply'), byApplicant, contentComplete, windowSound, levelFits, workersNamed, measuresConfirmed, ...people],
  },
  {
    command: 'assign_guardian',
    from: ['submitted'],
    to: 'submitted',
    guards: [permitted('permits.apply'), byApplicant, windowNotOver, guardianNamed, whenCommanded(rolesApart), whenCommanded(guardianFit)],
  },
  {
    command: 'accept',
    from: ['submitted'],
    to: 'awaiting_approval',
    guards: [permitted('permits.guard'), byGuardian, windowNotOver, ...people, dutiesRead, signed],
  },
  { command: 'decline', from: ['submitted'], to: 'submitted', guards: [permitted('permits.guard'), byGuardian, hasComment] },
  {
    command: 'approve',
    from: ['awaiting_approval'],
    to: 'awaiting_approval',
    guards: [permitted('permits.approve'), approvalIsMine, approverApart, windowNotOver, guardianAccepted, ...people, contentSeen, signed],
  },
  {
    command: 'issue',
    from: ['awaiting_approval'],
    to: 'issued',
    guards: [bySystem, approvalsComplete, guardianAccepted, windowNotOver],
  },
  { command: 'reject', from: ['awaiting_approval'], to: 'rejected', guards: [permitted('permits.approve'), approvalIsMine, approverApart, hasComment] },
  { command: 'withdraw', from: ['draft', 'submitted', 'awaiting_approval'], to: 'withdrawn', guards: [byApplicant] },
  { command: 'start', from: ['issued'], to: 'started', guards: [permitted('permits.guard'), ...beforeWork, permitScanned, atThePlace, startChecked, signed] },
  { command: 'suspend', from: ['started'], to: 'suspended', guards: [mayStop, hasComment] },
  { command: 'resume', from: ['suspended'], to: 'started', guards: [permitted('permits.guard'), ...beforeWork, startChecked, signed] },
  { command: 'finish', from: ['started', 'suspended', 'expired'], to: 'finished', guards: [permitted('permits.guard'), byGuardian, hadStarted, finishChecked, signed] },
  { command: 'close', from: ['finished'], to: 'closed', guards: [permitted('permits.approve'), closerApart, siteWatched, closeChecked, signed] },
  { command: 'cancel', from: ['issued', 'started', 'suspended'], to: 'cancelled', guards: [permitted('permits.suspend'), hasComment] },
  { command: 'expire', from: ['submitted', 'awaiting_approval', 'issued', 'started', 'suspended'], to: 'expired', guards: [bySystem, windowIsOver] },
])

/** In these the permit keeps its guardian at its place. */
export const KEEPS_GUARDIAN: PermitState[] = ['awaiting_approval', 'issued', 'started', 'suspended']
/** What counts as active work for maps, gates and figures. */
export const IN_FORCE: PermitState[] = ['issued', 'started', 'suspended']
