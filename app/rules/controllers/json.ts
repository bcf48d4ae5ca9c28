import type { RuleFile, RuleVersion } from '#app/rules/queries/list_rules'

/** A rule in a list. */
export const ruleJson = ({ code, mode, running, shadow, newest, draft, nextRunAt, lastFiredAt }: RuleFile) => {
  const shown = running ?? newest
  return {
    code,
    name: shown?.name ?? draft?.name ?? code,
    name_en: shown?.name_en ?? draft?.name_en ?? code,
    mode,
    version: running?.number ?? null,
    shadow_version: shadow?.number ?? null,
    newest_version: newest?.number ?? null,
    has_draft: draft !== null,
    trigger: (shown?.body ?? draft)?.trigger ?? null,
    next_run_at: nextRunAt,
    last_fired_at: lastFiredAt,
  }
}

/** One rule with all of its versions and what is being worked on. */
export const ruleFileJson = (file: RuleFile) => ({
  ...ruleJson(file),
  draft: file.draft,
  drafted_by: file.draftedBy,
  drafted_at: file.draftedAt,
  versions: file.versions.map(versionJson),
})

const versionJson = ({ code, number, name, name_en, body, publishedAt, publishedBy, backtest, waiver }: RuleVersion) => ({
  number,
  definition: { code, name, name_en, ...body },
  published_at: publishedAt,
  published_by: publishedBy,
  backtest,
  waiver,
})
