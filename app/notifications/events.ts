import { defineEvent } from '#app/kernel/events'

/** A channel could not deliver for several tries in a row, or works again: its failure is an alarm of its own. */
export const ChannelFailed = defineEvent<{ channel: string; error: string; at: number }>('notifications.channel_failed')
export const ChannelRecovered = defineEvent<{ channel: string; at: number }>('notifications.channel_recovered')

/** Nobody had answered, so the next level was told. */
export const EscalationStepTaken = defineEvent<{
  escalationId: string
  subjectType: string
  subjectId: string
  level: number
  recipients: number
  minutes: number
  at: number
}>('notifications.escalation_step_taken')
