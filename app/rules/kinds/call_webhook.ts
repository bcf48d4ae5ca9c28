import { callWebhook } from '#app/notifications/index'
import { registerAction, type Firing } from '#app/rules/registry'
import { fillWords } from '#app/rules/words'

/** Another system is told of the firing, signed. Where it is, only the administrator says: the rule names a hook. */
export function registerWebhookAction(): void {
  registerAction({
    do: 'call_webhook',
    name: '调用外部接口',
    nameEn: 'Call another system',
    parameters: {
      hook: { type: 'code', of: 'webhooks', required: true, name: '接口', nameEn: 'Hook', example: 'MES' },
      priority: { type: 'choice', choices: [1, 2, 3, 4], name: '优先级', nameEn: 'Priority, 1 goes first', example: 2 },
    },
    foresee: async ({ hook }, firing) => [{ kind: 'called', label: `${hook} · ${firing.facts.map(({ label }) => label).join(', ')}`, link: firing.facts.at(-1)?.link ?? null }],
    async carryOut(tx, { hook, priority }, firing) {
      const text = { text: fillWords('{rule}：{facts}', firing), text_en: fillWords('{rule}: {facts}', firing, firing.rule.nameEn) }
      const taken = await callWebhook(tx, {
        hook,
        type: 'rule.fired',
        data: dataOf(firing),
        message: { key: 'rules.notices.fired', params: text },
        priority: priority ?? 2,
        cause: `rule:${firing.id}`,
      })
      return taken ? { status: 'done', outcome: hook } : { status: 'refused', outcome: 'no such hook' }
    },
  })
}

/** As the other system sees it. `id` is the same on every try. */
const dataOf = ({ id, rule, at, areaCode, groups, facts, fields }: Firing) => ({
  id,
  rule: { code: rule.code, version: rule.version, name: rule.name, name_en: rule.nameEn },
  at: new Date(at).toISOString(),
  area: areaCode,
  groups,
  facts: facts.map(({ key, label, at: when }) => ({ key, label, at: new Date(when).toISOString() })),
  fields,
})
