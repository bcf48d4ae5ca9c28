import type { ChannelName } from '#app/notifications/channels/channel'
import type { Recipient } from '#app/notifications/queries/resolve_recipients'

export interface PlannedDelivery {
  channel: ChannelName | 'in_app'
  /** Null: to a group. */
  accountId: string | null
  address: string
  status: 'waiting' | 'sent' | 'no_address'
  mentions: string[]
}

const TO_GROUPS: readonly ChannelName[] = ['dingtalk', 'wecom', 'webhook']

/**
 * One delivery for each recipient and way, one for each group. Who is to be told by a way that was asked for and has no
 * address there stands in the record as well: nobody was told is also an answer. Pure.
 */
export function planDeliveries(recipients: Recipient[], ways: { channels: ChannelName[]; wished: boolean }): PlannedDelivery[] {
  if (recipients.length === 0) return []
  const personal = ways.channels.filter((channel) => !TO_GROUPS.includes(channel))
  const toPeople = recipients.flatMap(({ id, code, email, phone }): PlannedDelivery[] => {
    const inbox: PlannedDelivery = { channel: 'in_app', accountId: id, address: code, status: 'sent', mentions: [] }
    const others = personal.flatMap((channel): PlannedDelivery[] => {
      const address = channel === 'email' ? email : phone
      if (!address && !ways.wished) return []
      return [{ channel, accountId: id, address: address ?? '', status: address ? 'waiting' : 'no_address', mentions: [] }]
    })
    return [inbox, ...others]
  })
  const mentions = recipients.flatMap(({ phone }) => phone ?? [])
  const toGroups = ways.channels
    .filter((channel) => TO_GROUPS.includes(channel))
    .map((channel): PlannedDelivery => ({ channel, accountId: null, address: channel, status: 'waiting', mentions }))
  return [...toPeople, ...toGroups]
}
