import db from '@adonisjs/lucid/services/db'
import { notify, resolveRecipients } from '#app/notifications/index'
import { registerAction, type Firing } from '#app/rules/registry'
import { fillWords } from '#app/rules/words'

/** People are told: holders of roles, teams, and whoever the fact itself names. */
export function registerNotifyAction(): void {
  registerAction({
    do: 'notify',
    name: '通知',
    nameEn: 'Tell people',
    parameters: {
      roles: { type: 'codes', of: 'roles', name: '角色', nameEn: 'Roles', example: ['safety_director'] },
      team: { type: 'code', of: 'teams', name: '班组', nameEn: 'Team' },
      people_fields: { type: 'fields', name: '数据中的人员', nameEn: 'People that the fact names', example: ['accountId'] },
      channels: { type: 'choices', choices: ['email', 'sms', 'voice', 'dingtalk', 'wecom', 'webhook'], name: '渠道', nameEn: 'Channels', example: ['sms', 'email'] },
      priority: { type: 'choice', choices: [1, 2, 3, 4], name: '优先级', nameEn: 'Priority', example: 2 },
      message: { type: 'text', name: '内容', nameEn: 'Text', example: '{rule}：{facts}' },
      message_en: { type: 'text', name: '英文内容', nameEn: 'Text in English', example: '{rule}: {facts}' },
    },
    async foresee(parameters, firing) {
      const people = await resolveRecipients({ db, now: firing.at }, recipientsOf(parameters, firing))
      return people.map(({ name, code }) => ({ kind: 'notified' as const, label: `${name} (${code})`, link: firing.facts.at(-1)?.link ?? null }))
    },
    async carryOut(tx, parameters, firing) {
      const { recipients } = await notify(tx, {
        to: recipientsOf(parameters, firing),
        message: { key: 'rules.notices.fired', params: textsOf(parameters, firing) },
        priority: parameters.priority ?? 2,
        channels: parameters.channels,
        link: firing.facts.at(-1)?.link ?? undefined,
        cause: `rule:${firing.id}`,
      })
      return recipients > 0 ? { status: 'done', outcome: `${recipients}` } : { status: 'refused', outcome: 'nobody' }
    },
  })
}

function recipientsOf(parameters: Record<string, any>, { fields, areaCode }: Firing) {
  const named = ((parameters.people_fields ?? []) as string[]).map((field) => fields[field]).filter((id): id is string => typeof id === 'string' && id !== '')
  const roles = ((parameters.roles ?? []) as string[]).map((role) => ({ role, area: areaCode }))
  return { accounts: named, roles, team: parameters.team as string | undefined }
}

/** The sentence with what it is about filled in; without one, the rule's name and the facts. */
function textsOf({ message, message_en }: Record<string, any>, firing: Firing): { text: string; text_en: string } {
  const text = fillWords(message || '{rule}：{facts}', firing)
  return { text, text_en: message_en || !message ? fillWords(message_en || '{rule}: {facts}', firing, firing.rule.nameEn) : text }
}
