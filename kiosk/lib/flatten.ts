type Nested = { [key: string]: string | Nested }

/** `{ "…/permits.json": { screen: { title: "…" } } }` becomes `permits.screen.title`. */
export function flatten(files: Record<string, unknown>): Map<string, string> {
  const messages = new Map<string, string>()
  const add = (prefix: string, value: string | Nested): void => {
    if (typeof value === 'string') messages.set(prefix, value)
    else for (const [key, inner] of Object.entries(value)) add(`${prefix}.${key}`, inner)
  }
  for (const [path, content] of Object.entries(files)) add(path.slice(path.lastIndexOf('/') + 1, -'.json'.length), content as Nested)
  return messages
}
