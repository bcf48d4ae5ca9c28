import i18nManager from '@adonisjs/i18n/services/main'
import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import type { Actor } from '#app/audit/index'
import type { Tx } from '#app/kernel/transaction'
import { registerDefinitions, type DefinitionContext, type DefinitionFault } from '#app/plant/definitions'
import { publishRule } from '#app/rules/actions/publish_rule'
import { moveTo } from '#app/rules/actions/set_mode'
import { check } from '#app/rules/check'
import { speak, strayFields } from '#app/rules/check_definition'
import type { RuleDefinition, RuleMode } from '#app/rules/definition'
import { essenceOf } from '#app/rules/essence'
import { listRules } from '#app/rules/queries/list_rules'
import { ruleFields } from '#app/rules/schema'

interface RuleEntry extends RuleDefinition {
  mode: RuleMode
  /** Why it may run without having been tried here. */
  waiver?: string
}

const TRIGGER = ['kind', 'event', 'points', 'alarm_class', 'area', 'point_kind', 'every', 'at', 'over']
const WINDOW = ['kind', 'more_than', 'within_h', 'group_by', 'count', 'for_s', 'field', 'per_min', 'over_s', 'at']
const DURING = ['shifts', 'hours', 'weekdays']

/** `rules.yaml`: what follows from what. A changed rule is a new version; a file brings no trial, so it says why it needs none. */
export function registerRuleDefinitions(): void {
  registerDefinitions<RuleEntry>({
    kind: 'rules',
    order: 90,
    schema: vine.object({
      ...ruleFields,
      mode: vine.enum(['live', 'shadow', 'off'] as const),
      waiver: vine.string().trim().minLength(8).maxLength(500).optional(),
    }) as never,
    validate: (rows, context) => rows.flatMap((row, index) => faultsOf(row, index, context)),
    current,
    apply,
    example: {
      code: 'HAZARD-CLUSTER',
      name: '隐患聚集预警',
      name_en: 'Hazard cluster warning',
      trigger: { kind: 'event', event: 'hazards.hazard_reported' },
      window: { kind: 'count', more_than: 5, within_h: 168, group_by: [['areaCode', 'typeCode']] },
      actions: [{ do: 'notify', roles: ['safety_director'] }],
      mode: 'live',
      waiver: '…',
    },
  })
}

function faultsOf(row: RuleEntry, index: number, context: DefinitionContext): DefinitionFault[] {
  const known = { trigger: keysOf(TRIGGER), window: keysOf(WINDOW), during: keysOf(DURING) }
  const faults = [...strayFields(row as never, known), ...check(row, (kind) => context.known(kind))]
  const spoken = faults.map((fault) => speak(fault, i18nManager.locale('en')))
  return [
    ...spoken.map(({ path, message }) => ({ row: index, path, message })),
    ...(row.waiver ? [] : [{ row: index, message: 'A rule that comes in a file has not been tried: it needs a waiver that says why.' }]),
  ]
}

const keysOf = (fields: string[]) => Object.fromEntries(fields.map((field) => [field, true]))

async function current(): Promise<RuleEntry[]> {
  return (await listRules()).flatMap(({ running, newest, mode }) => {
    const version = running ?? newest
    if (!version) return []
    const { code, name, name_en, waiver, backtest, body } = version
    return [{ code, name, name_en, ...body, mode, waiver: waiver ?? `Backtest: ${backtest?.firings ?? 0} firings` }]
  })
}

async function apply(tx: Tx, rows: RuleEntry[], by: Actor): Promise<void> {
  const former = new Map((await current()).map((entry) => [entry.code, entry]))
  for (const { mode, waiver, ...definition } of rows) {
    const known = former.get(definition.code)
    const versions = await db.from('rule_versions').useTransaction(tx.db).where('rule_code', definition.code).orderBy('number', 'desc')
    const running = await tx.db.from('rules').where('code', definition.code).first()
    if (known && essenceOf(known) === essenceOf(definition)) {
      const version = running.live_version ?? running.shadow_version ?? versions[0].number
      await moveTo(tx, { code: definition.code, version, mode, by })
    } else await publishRule(tx, definition, { mode, proof: { waiver }, by })
  }
}
