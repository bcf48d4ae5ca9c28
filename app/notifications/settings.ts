import { defineSetting } from '#app/kernel/settings'
import { CHANNELS, type ChannelName } from '#app/notifications/channels/channel'

/** By which ways a notice goes beside the inbox, by its priority. Ways that are not set up here are passed over. */
export const channelsByPriority = defineSetting<Record<string, ChannelName[]>>({
  key: 'notifications.channels_by_priority',
  default: {
    1: ['email', 'sms', 'dingtalk', 'wecom', 'webhook'],
    2: ['email', 'sms', 'dingtalk', 'wecom', 'webhook'],
    3: ['email'],
    4: ['email'],
  },
  source: 'Plant policy: what can kill goes by every way there is; the rest does not ring in the night',
  refuse: (value) => {
    const lists = ['1', '2', '3', '4'].map((priority) => value[priority])
    if (!lists.every((list) => Array.isArray(list) && list.every((name) => CHANNELS.includes(name))))
      return `For each of 1 to 4 a list of: ${CHANNELS.join(', ')}.`
    return lists[0]!.length > 0 ? null : 'Priority 1 must go by one way at least.'
  },
})

/** The HTTP of one provider: `{phone}`, `{text}`, `{id}`, `{priority}` and `{secret}` are filled in. */
export interface GatewayShape {
  encoding: 'json' | 'form'
  headers: Record<string, string>
  body: Record<string, unknown>
  /** `data.code` with this value means that the message was taken; empty: any 2xx does. */
  ok_field: string
  ok_value: string
  /** Where the answer has the provider's name for the message; empty: it has none. */
  id_field: string
}

const refuseShape = (shape: GatewayShape): string | null => {
  if (shape.encoding !== 'json' && shape.encoding !== 'form') return 'The encoding is json or form.'
  const body = JSON.stringify(shape.body)
  if (!body.includes('{phone}') || !body.includes('{text}')) return 'The body must hold {phone} and {text}.'
  if (shape.encoding === 'form' && !Object.values(shape.body).every((value) => typeof value === 'string'))
    return 'A form has texts only.'
  return [shape.ok_field, shape.ok_value, shape.id_field].every((field) => typeof field === 'string') ? null : 'ok_field, ok_value and id_field are texts.'
}

const PLAIN: GatewayShape = {
  encoding: 'json',
  headers: { authorization: 'Bearer {secret}' },
  body: { phone: '{phone}', text: '{text}', id: '{id}' },
  ok_field: 'code',
  ok_value: '0',
  id_field: 'message_id',
}

export const smsGateway = defineSetting<GatewayShape>({
  key: 'notifications.sms_gateway',
  default: PLAIN,
  source: 'The plain form that most gateways are near to; the plant takes its own from its provider’s manual',
  refuse: refuseShape,
})

export const voiceGateway = defineSetting<GatewayShape>({
  key: 'notifications.voice_gateway',
  default: { ...PLAIN, body: { phone: '{phone}', text: '{text}', id: '{id}', priority: '{priority}' } },
  source: 'The plain form that most gateways are near to; the plant takes its own from its provider’s manual',
  refuse: refuseShape,
})

/** Within how many minutes an alarm must be acknowledged before the next level is told. */
export const acknowledgeWithin = defineSetting<Record<string, number>>({
  key: 'notifications.acknowledge_within_min',
  default: { 1: 3, 2: 10, 3: 60, 4: 480 },
  unit: 'min',
  source: 'Plant policy; IEC 62682 asks for a response time by priority and leaves the figure to the plant',
  refuse: (value) => {
    if (!['1', '2', '3', '4'].every((priority) => typeof value[priority] === 'number' && value[priority] > 0)) return 'Minutes above 0 for each of 1 to 4.'
    return value['1']! <= 10 ? null : 'An alarm of priority 1 must be acknowledged within 10 minutes at most.'
  },
})
