import vine, { errors } from '@vinejs/vine'
import type { DefinitionContext, DefinitionFault, DefinitionKind } from '#app/plant/definitions'
import { keyField } from '#app/plant/configuration/changes'

type Row = Record<string, unknown>

/** All faults of one kind's rows: those of shape, and for rows of the right shape what only the room knows. */
export async function check(
  definition: DefinitionKind<any>,
  rows: Row[],
  context: DefinitionContext
): Promise<DefinitionFault[]> {
  const faults = [...keyFaults(keyField(definition), rows), ...unknownFields(definition, rows)]
  faults.push(...(await shapeFaults(definition, rows)))
  const misshapen = new Set(faults.map(({ row }) => row))
  const sound = rows.map((_, index) => index).filter((index) => !misshapen.has(index))
  const found = await definition.validate(
    sound.map((index) => rows[index]!),
    context
  )
  return [...faults, ...found.map((fault) => ({ ...fault, row: sound[fault.row]! }))]
}

function keyFaults(key: string, rows: Row[]): DefinitionFault[] {
  const seen = new Set<string>()
  return rows.flatMap((row, index) => {
    const value = String(row[key])
    if (!hasKey(row, key)) return [{ row: index, path: [key], message: `Every entry needs its ${key}, as text.` }]
    if (seen.has(value)) return [{ row: index, path: [key], message: `"${value}" is defined twice in this file.` }]
    seen.add(value)
    return []
  })
}

/** A misspelt field must not be passed over: the value would silently be the former one or the default. */
function unknownFields(definition: DefinitionKind<any>, rows: Row[]): DefinitionFault[] {
  if (!definition.schema) return []
  const known = Object.keys(definition.schema.getProperties())
  return rows.flatMap((row, index) =>
    Object.keys(row)
      .filter((field) => !known.includes(field))
      .map((field) => ({
        row: index,
        path: [field],
        message: `There is no field "${field}". Known fields: ${known.join(', ')}.`,
      }))
  )
}

async function shapeFaults(definition: DefinitionKind<any>, rows: Row[]): Promise<DefinitionFault[]> {
  if (!definition.schema) return []
  const validator = vine.create(vine.array(definition.schema.clone()))
  const [failure] = await validator.tryValidate(rows)
  if (!failure) return []
  if (!(failure instanceof errors.E_VALIDATION_ERROR)) throw failure
  return (failure.messages as { field: string; message: string; meta?: { choices?: string[] } }[])
    .map(({ field, message, meta }) => {
      const [row = '0', ...path] = field.split('.')
      const choices = meta?.choices ? ` Possible: ${meta.choices.join(', ')}.` : ''
      return { row: Number(row), path, message: `${message}.${choices}` }
    })
    .filter(({ row, path }) => path.join('.') !== keyField(definition) || hasKey(rows[row], keyField(definition)))
}

const hasKey = (row: Row | undefined, key: string): boolean => typeof row?.[key] === 'string' && row[key] !== ''
