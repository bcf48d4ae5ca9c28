import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { Webhook } from 'standardwebhooks'
import { systemActor } from '#app/audit/index'
import { OutboxDispatcher } from '#app/kernel/dispatcher'
import { transact } from '#app/kernel/transaction'
import { NoticeSender } from '#app/notifications/sender'
import { applyDefinitions } from '#app/plant/index'
import { publishRule } from '#app/rules/actions/publish_rule'
import { tick } from '#app/rules/actions/tick'
import type { RuleAction, RuleDefinition, RuleMode } from '#app/rules/definition'
import { enterHazard } from '#modules/hazards/actions/report_hazard'
import { frozenClock } from '#tests/support/clock'
import { httpPeer } from '#tests/support/http_peer'
import { person } from '#tests/support/people'

const by = systemActor('test')
const SECRET = `whsec_${Buffer.from('a key of thirty-two bytes, really').toString('base64')}`
const drain = () => new OutboxDispatcher().drain()
const ruleOf = (code: string, areaCode: string, actions: RuleAction[]): RuleDefinition => ({
  code,
  name: `规则${code}`,
  name_en: `Rule ${code}`,
  trigger: { kind: 'event', event: 'hazards.hazard_reported' },
  when: `areaCode == "${areaCode}"`,
  actions,
})
const publish = (rule: RuleDefinition, mode: RuleMode = 'live') => transact((tx) => publishRule(tx, rule, { mode, proof: { waiver: '仅供测试的规则' }, by }))
const report = (areaCode: string) =>
  transact((tx) => enterHazard(tx, { class: 'hazard', typeCode: 'FIRE', areaCode, level: 'general', words: null, photos: [], reporter: { id: 'x', name: '张三' }, by, quiet: true }))
/** As an administrator sets them up: `webhooks.yaml`. */
async function setHooks(hooks: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'hooks-'))
  const rows = Object.entries(hooks).map(([code, url]) => `- { code: ${code}, name: 接口${code}, name_en: Hook ${code}, url: "${url}" }\n`)
  await writeFile(join(folder, 'webhooks.yaml'), rows.join(''))
  return applyDefinitions({ folder, by })
}
const actionsOf = async (code: string) => {
  const rows = await db.from('rule_firing_actions').join('rule_firings', 'rule_firings.id', 'firing_id').where('rule_code', code).orderBy('rule_firing_actions.id')
  return rows.map((row) => [row.do, row.status, row.outcome])
}

test.group('Rules that give tasks and call other systems (F01, T08, N01)', (group) => {
  let clock: ReturnType<typeof frozenClock>
  group.setup(async () => {
    const applied = await applyDefinitions({ folder: app.makePath('resources/plant/demo'), by })
    if (!applied.ok) throw new Error(JSON.stringify(applied.error.slice(0, 5)))
    clock = frozenClock(Date.now() + 1_800 * 24 * 3_600_000)
    return () => clock.restore()
  })

  test('F01 a task stands in the inbox of whose it is until they say that it is done, and all of it is on record', async ({ client, assert }) => {
    const inspector = await person([], { roles: ['gas_inspector'], areaCode: 'GAS1' })
    const elsewhere = await person([], { roles: ['gas_inspector'], areaCode: 'CASTER' })
    const fitter = await person()
    await publish(ruleOf('TASKS', 'GAS1', [
      { do: 'create_task', role: 'gas_inspector', title: '复查{areaCode}：{facts}', title_en: 'Check {areaCode} again: {facts}', due_h: 4, priority: 2 },
      { do: 'create_task', person: fitter.code, title: '更换阀门', due_h: 24 },
    ]))
    const { code } = await report('GAS1')
    await drain()
    const mine = async (token: string) => (await client.get('/api/v1/mine').bearerToken(token)).body().data as { kind: string; params: { task: string; task_en: string }; link: string; due_at: number; priority: number }[]
    const [task] = (await mine(inspector.token)).filter(({ kind }) => kind === 'rule_task')
    assert.containsSubset(task, { params: { task: `复查GAS1：${code}`, task_en: `Check GAS1 again: ${code}` }, priority: 2 })
    assert.equal(task!.due_at, clock.now() + 4 * 3_600_000)
    assert.deepEqual((await mine(fitter.token)).map(({ params }) => params.task), ['更换阀门'])
    assert.lengthOf(await mine(elsewhere.token), 0, 'who holds the post elsewhere has no part in it')
    const inbox = (await client.get('/api/v1/inbox').bearerToken(inspector.token)).body().data
    assert.lengthOf(inbox.filter(({ link }: { link: string }) => link === task!.link), 1)

    const api = `/api/v1${task!.link}`
    ;(await client.get(api).bearerToken(elsewhere.token)).assertStatus(404)
    ;(await client.post(`${api}/done`).bearerToken(elsewhere.token).json({})).assertStatus(404)
    const watcher = await person(['incidents.read'])
    assert.containsSubset((await client.get(api).bearerToken(watcher.token)).body().data, { state: 'open', may_finish: false, area: { code: 'GAS1' } })
    ;(await client.post(`${api}/done`).bearerToken(watcher.token).json({})).assertStatus(409)
    const done = await client.post(`${api}/done`).bearerToken(inspector.token).json({ comment: '已复查，无泄漏' })
    done.assertStatus(200)
    assert.containsSubset(done.body().data, { state: 'done', done_by_name: inspector.name, comment: '已复查，无泄漏' })
    ;(await client.post(`${api}/done`).bearerToken(inspector.token).json({})).assertStatus(409)
    assert.lengthOf(await mine(inspector.token), 0)
    const record = await db.from('audit_entries').whereIn('action', ['risks.rule_task_given', 'risks.rule_task_done']).where('subject_id', task!.link.split('/')[2]!).orderBy('seq')
    assert.deepEqual(record.map(({ action }) => action), ['risks.rule_task_given', 'risks.rule_task_done'])
  })

  test('F01 a task for nobody and a hook that nobody set up are faults before they are published', async ({ client, assert }) => {
    const author = await person(['rules.read', 'rules.write'])
    const check = async (actions: object[]) =>
      (await client.post('/api/v1/rules/FAULTY/check').bearerToken(author.token).json(ruleOf('FAULTY', 'GAS1', actions as RuleAction[]))).body().data.faults.map((one: { path: string[]; code: string }) => [one.path.slice(1).join('.'), one.code])
    assert.deepEqual(await check([{ do: 'create_task', title: '看一看', due_h: 1 }]), [['0.role', 'rules.one_of_needed']])
    assert.deepEqual(await check([{ do: 'create_task', role: 'nobody-at-all', title: '看一看', due_h: 0 }]), [['0.role', 'rules.no_such_code'], ['0.due_h', 'rules.out_of_range']])
    assert.deepEqual(await check([{ do: 'call_webhook', hook: 'https://evil.example/' }]), [['0.hook', 'rules.no_such_code']])
    const { actions } = (await client.get('/api/v1/rules/vocabulary').bearerToken(author.token)).body().data
    const parameters = (name: string) => actions.find((one: { do: string }) => one.do === name).parameters.map(({ key, of }: { key: string; of: string | null }) => [key, of])
    assert.deepEqual(parameters('call_webhook')[0], ['hook', 'webhooks'])
    assert.includeDeepMembers(parameters('create_task'), [['role', 'roles'], ['person', 'people']])
  })

  test('F01 T08 a hook is called signed, with the firing; one that fails is tried again and is an alarm of its own, and holds up no other', async ({ client, assert, cleanup }) => {
    const [peer, other] = [await httpPeer(), await httpPeer()]
    process.env.WEBHOOK_SECRET_MES_ALARMS = process.env.WEBHOOK_SECRET_EHS = SECRET
    cleanup(async () => {
      delete process.env.WEBHOOK_SECRET_MES_ALARMS
      delete process.env.WEBHOOK_SECRET_EHS
      await Promise.all([peer.close(), other.close()])
    })
    assert.isTrue((await setHooks({ 'MES-ALARMS': `${peer.url}/hooks/redline`, 'EHS': other.url })).ok)
    await publish(ruleOf('CALLS', 'SINTER', [{ do: 'call_webhook', hook: 'MES-ALARMS', priority: 1 }, { do: 'call_webhook', hook: 'EHS' }]))
    const { code } = await report('SINTER')
    await drain()
    const sender = new NoticeSender([], 'http://localhost')
    peer.mood = 'error_500'
    for (let round = 0; round < 3; round++) {
      await sender.sendDue()
      clock.forward(120_000)
    }
    assert.lengthOf(other.requests, 1, 'the other hook is not held up')
    assert.lengthOf(peer.requests, 3)
    await drain()
    const alarm = await db.from('alarms').where('condition_code', 'system.channel_failed:webhook:MES-ALARMS').firstOrFail()
    assert.include(alarm.name, '接口MES-ALARMS')
    peer.mood = 'well'
    clock.forward(600_000)
    await sender.sendDue()
    await drain()
    assert.notMatch((await db.from('alarms').where('id', alarm.id).firstOrFail()).state, /^active/)

    const last = peer.requests.at(-1)!
    assert.equal(last.path, '/hooks/redline')
    const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = last.headers
    assert.equal(signature, new Webhook(SECRET).sign(String(id), new Date(Number(timestamp) * 1_000), last.body))
    assert.containsSubset(JSON.parse(last.body), { type: 'rule.fired', data: { rule: { code: 'CALLS' }, facts: [{ label: code }], area: 'SINTER', fields: { areaCode: 'SINTER' } } })
    assert.equal(new Set(peer.requests.map(({ headers }) => headers['webhook-id'])).size, 1, 'the same id on every try')
    assert.deepEqual(await actionsOf('CALLS'), [['call_webhook', 'done', 'MES-ALARMS'], ['call_webhook', 'done', 'EHS']])
    const auditor = await person(['audit.read'])
    const firing = await db.from('rule_firings').where('rule_code', 'CALLS').firstOrFail()
    const { data } = (await client.get(`/api/v1/deliveries?cause=rule:${firing.id}`).bearerToken(auditor.token)).body()
    assert.sameDeepMembers(data.map((one: { address: string; status: string; attempts: number }) => [one.address, one.status, one.attempts]), [['webhook:MES-ALARMS', 'sent', 3], ['webhook:EHS', 'sent', 0]])
  }).timeout(20_000)

  test('F01 without its secret nothing leaves for a hook; an address with a password or of another kind is refused', async ({ assert, cleanup }) => {
    const peer = await httpPeer()
    cleanup(() => peer.close())
    for (const url of ['ftp://mes.plant.example/', 'https://user:word@mes.plant.example/', 'mes']) assert.isFalse((await setHooks({ BARE: url })).ok, url)
    await setHooks({ BARE: peer.url })
    await publish(ruleOf('UNSIGNED', 'MIX', [{ do: 'call_webhook', hook: 'BARE' }]))
    await report('MIX')
    await drain()
    await new NoticeSender([], 'http://localhost').sendDue()
    assert.lengthOf(peer.requests, 0)
    assert.equal((await db.from('notice_deliveries').where('address', 'webhook:BARE').firstOrFail()).error, 'WEBHOOK_SECRET_BARE is not set')
  })

  test('L13 N01 in the shadow neither happens; a backtest names whom it would have given work and whom it would have called', async ({ client, assert }) => {
    const holder = await person([], { roles: ['gas_inspector'] })
    const before = await db.from('rule_tasks').count('* as n').first()
    const actions = [{ do: 'create_task', role: 'gas_inspector', title: '复查', due_h: 1 }, { do: 'call_webhook', hook: 'EHS' }]
    const rule = ruleOf('TRIAL', 'BF7', actions)
    await publish(rule, 'shadow')
    await report('BF7')
    await drain()
    await tick()
    assert.deepEqual((await actionsOf('TRIAL')).map(([name, status]) => [name, status]), [['create_task', 'withheld'], ['call_webhook', 'withheld']])
    assert.deepEqual(await db.from('rule_tasks').count('* as n').first(), before)
    const author = await person(['rules.read', 'rules.write'])
    const { data } = (await client.post('/api/v1/rules/TRIAL/backtest').bearerToken(author.token).json({ definition: rule, from: clock.now() - 3_600_000, to: clock.now() })).body()
    assert.equal(data.count, 1)
    assert.isTrue(data.consequences.tasked.items.some(({ label }: { label: string }) => label.startsWith(holder.name)))
    assert.equal(data.consequences.called.count, 1)
  })
})
