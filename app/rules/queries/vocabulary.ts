import { definitionKinds } from '#app/plant/definitions'
import { windowsOf } from '#app/rules/check'
import { allActions, allDatasets, allTriggers, pointSource, type Fields, type Parameter } from '#app/rules/registry'

/** What a rule can be made of here, with names in both languages: all that an editor needs to know. */
export function vocabulary() {
  return {
    triggers: [
      ...allTriggers().map(({ event, name, nameEn, fields, withdrawnBy }) => ({
        kind: 'event' as const,
        event: event.name,
        name,
        name_en: nameEn,
        withdrawn_by: withdrawnBy?.name ?? null,
        fields: fieldList(fields),
      })),
      ...(pointSource() ? [{ kind: 'points' as const, name: '监测点读数', name_en: 'Readings of points', fields: fieldList(pointSource()!.fields) }] : []),
      { kind: 'schedule' as const, name: '定时', name_en: 'At set times', fields: [] },
    ],
    datasets: allDatasets().map(({ code, name, nameEn, fields }) => ({ code, name, name_en: nameEn, fields: fieldList(fields) })),
    windows: { event: windowsOf('event'), points: windowsOf('points'), schedule: windowsOf('schedule') },
    actions: allActions().map(({ do: name, name: title, nameEn, parameters }) => ({
      do: name,
      name: title,
      name_en: nameEn,
      parameters: Object.entries(parameters).map(([key, parameter]) => parameterJson(key, parameter)),
    })),
  }
}

/** A field may hold what no definition lists, an account say: then there is nothing to pick from. */
const isPickable = (kind: string) => definitionKinds().some((one) => one.kind === kind)

const fieldList = (fields: Fields) =>
  Object.entries(fields).map(([key, { type, name, nameEn, example, of, choices }]) => ({
    key,
    type,
    name,
    name_en: nameEn,
    example: example ?? null,
    of: of && isPickable(of) ? of : null,
    choices: choices ?? null,
  }))

const parameterJson = (key: string, { type, name, nameEn, required, of, choices, range, example }: Parameter) => ({
  key,
  type,
  name,
  name_en: nameEn,
  required: required ?? false,
  of: of ?? null,
  choices: choices ?? null,
  range: range ?? null,
  example: example ?? null,
})
