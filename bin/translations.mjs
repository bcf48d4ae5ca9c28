/** Both languages say the same things: same files, same keys, same parameters; every key that code names exists, every permission has a name. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { root } from './ground.mjs'

/** Kinds of parts that a parsed message has no parameter in. */
const TYPE = { literal: 0, pound: 7 }
const LOCALES = ['zh-CN', 'en']
const folder = (locale) => join(root, 'resources', 'lang', locale)

function* leaves(value, path) {
  if (typeof value === 'string') yield [path, value]
  else for (const [key, inner] of Object.entries(value)) yield* leaves(inner, path ? `${path}.${key}` : key)
}

/** What a sentence is told, wherever in it that stands: within a choice as well. */
function* namesIn(parts) {
  for (const part of parts) {
    if (part.type === TYPE.literal || part.type === TYPE.pound) continue
    yield part.value
    for (const option of Object.values(part.options ?? {})) yield* namesIn(option.value)
  }
}
const parametersOf = (text) => [...new Set(namesIn(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst()))].sort().join(' ')

const texts = Object.fromEntries(
  LOCALES.map((locale) => {
    const messages = new Map()
    for (const file of readdirSync(folder(locale)).filter((name) => name.endsWith('.json')))
      for (const [key, text] of leaves(JSON.parse(readFileSync(join(folder(locale), file), 'utf8')), file.replace('.json', '')))
        messages.set(key, text)
    return [locale, messages]
  })
)

const faults = []
const [first, second] = LOCALES.map((locale) => texts[locale])
for (const key of new Set([...first.keys(), ...second.keys()])) {
  const [one, other] = [first.get(key), second.get(key)]
  if (one === undefined || other === undefined) faults.push(`${key}: missing in ${one === undefined ? LOCALES[0] : LOCALES[1]}`)
  else if (one.trim() === '' || other.trim() === '') faults.push(`${key}: empty`)
  else if (parametersOf(one) !== parametersOf(other)) faults.push(`${key}: parameters differ: ${parametersOf(one)} | ${parametersOf(other)}`)
}

const rooms = new Set([...first.keys()].map((key) => key.split('.')[0]))
function* sources(path) {
  for (const entry of readdirSync(path, { withFileTypes: true }))
    if (entry.isDirectory()) yield* sources(join(path, entry.name))
    else if (/\.(ts|tsx|svelte)$/.test(entry.name)) yield join(path, entry.name)
}
for (const top of ['app', 'modules', 'kiosk', 'tui', 'start'])
  for (const file of sources(join(root, top))) {
    const text = readFileSync(file, 'utf8')
    for (const [, key] of text.matchAll(/reason\(\s*'([a-z_]+\.[a-z_.]+)'/g)) {
      const [room, ...rest] = key.split('.')
      if (!first.has(`${room}.reasons.${rest.join('.')}`)) faults.push(`${file.slice(root.length)}: no sentence for reason ${key}`)
    }
    for (const [, key] of text.matchAll(/\b(?:allow|allowPage)\(\s*'([a-z_.]+)'/g))
      if (!first.has(`identity.permissions.${key}`)) faults.push(`${file.slice(root.length)}: no name for permission ${key}`)
    for (const [, key] of text.matchAll(/\bt\(\s*'([a-z_]+(?:\.[A-Za-z_0-9]+)+)'/g))
      if (rooms.has(key.split('.')[0]) && !first.has(key)) faults.push(`${file.slice(root.length)}: no message ${key}`)
  }

for (const fault of faults) console.error(fault)
console.log(`${first.size} messages in ${LOCALES.length} languages, ${faults.length} faults`)
process.exit(faults.length === 0 ? 0 : 1)
