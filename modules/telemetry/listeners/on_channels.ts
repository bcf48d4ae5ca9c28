import i18n from '@adonisjs/i18n/services/main'
import { subscribe } from '#app/kernel/events'
import { hookNames } from '#app/notifications/index'
import { ChannelFailed, ChannelRecovered } from '#app/notifications/events'
import { clearSystemAlarm, raiseSystemAlarm } from '#modules/telemetry/actions/system_alarms'

/** A channel that can't reach people is an alarm of its own (T08). */
export function listenToChannels(): void {
  subscribe(ChannelFailed, 'telemetry.raise_channel_alarm', async ({ payload }, tx) => {
    const name = (locale: string) => i18n.locale(locale).formatMessage(`notifications.channels.${payload.channel}`)
    const names = (await hookNames(payload.channel, tx.db)) ?? { name: name('zh-CN'), nameEn: name('en') }
    await raiseSystemAlarm(tx, { kind: 'channel_failed', about: payload.channel, priority: 2, ...names })
  })
  subscribe(ChannelRecovered, 'telemetry.clear_channel_alarm', async ({ payload }, tx) => {
    await clearSystemAlarm(tx, { kind: 'channel_failed', about: payload.channel })
  })
}
