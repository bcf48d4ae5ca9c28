import logger from '@adonisjs/core/services/logger'
import { subscribe } from '#app/kernel/events'
import type { Room } from '#app/kernel/room'
import { carryOut } from '#app/rules/actions/carry_out'
import { hearEvent, hearWithdrawal } from '#app/rules/actions/hear_event'
import { tick } from '#app/rules/actions/tick'
import { registerRuleDefinitions } from '#app/rules/definitions'
import { ActionDue } from '#app/rules/events'
import { registerWebhookAction } from '#app/rules/kinds/call_webhook'
import { registerNotifyAction } from '#app/rules/kinds/notify'
import { attachTriggers } from '#app/rules/registry'

const TICK_MS = 1_000

let timer: NodeJS.Timeout | null = null
let running: Promise<void> | null = null

export const room: Room = {
  name: 'rules',
  register() {
    registerRuleDefinitions()
    registerNotifyAction()
    registerWebhookAction()
    attachTriggers((trigger) => {
      subscribe(trigger.event, 'rules.hear_event', (event, tx) => hearEvent(tx, trigger, event as never))
      if (trigger.withdrawnBy) subscribe(trigger.withdrawnBy, `rules.hear_withdrawal_${trigger.event.name}`, (event, tx) => hearWithdrawal(tx, trigger, event as never))
    })
    subscribe(ActionDue, 'rules.carry_out', ({ payload }, tx) => carryOut(tx, payload.firingId, payload.position))
  },
  async ready() {
    timer = setInterval(() => {
      running ??= tick()
        .catch((error) => logger.error({ err: error }, 'rules could not be taken on by time'))
        .finally(() => {
          running = null
        })
    }, TICK_MS)
  },
  async shutdown() {
    if (timer) clearInterval(timer)
    await running
  },
}
