import { isMap, isNode, isSeq, LineCounter, parseDocument, type Document } from 'yaml'
import { substitute } from '#app/plant/configuration/substitute'

/** A fault where a person finds it. Line and column count from 1. */
export interface LocatedFault {
  file: string
  line: number
  column: number
  message: string
}

export interface DefinitionFile {
  file: string
  kind: string
  rows: Record<string, unknown>[]
  faults: LocatedFault[]
  /** The place of a field, or of the nearest thing around it that is written in the file. */
  locate(row: number, path?: (string | number)[]): { line: number; column: number }
}

const MAX_ROWS = 20_000

/** Reads the text of `<kind>.yaml`: a list of objects. Never throws on what a person may have written. */
export function readDefinitionFile(file: string, text: string, env: NodeJS.ProcessEnv): DefinitionFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const at = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const read = { file, kind: file.replace(/\.ya?ml$/, ''), locate: locator(document, at) }
  const broken = (faults: { offset: number; message: string }[]): DefinitionFile => ({
    ...read,
    rows: [],
    faults: faults.map(({ offset, message }) => ({ file, ...at(offset), message })),
  })

  if (document.errors.length > 0)
    return broken(document.errors.map((error) => ({ offset: error.pos[0], message: firstSentence(error.message) })))
  const unset = substitute(document, env)
  if (unset.length > 0)
    return broken(
      unset.map(({ name, offset }) => ({ offset, message: `The variable ${name} is not set and has no default.` }))
    )
  return rowsOf(document, read, broken)
}

function rowsOf(
  document: Document,
  read: Omit<DefinitionFile, 'rows' | 'faults'>,
  broken: (faults: { offset: number; message: string }[]) => DefinitionFile
): DefinitionFile {
  const list = document.contents
  if (list === null) return { ...read, rows: [], faults: [] }
  if (!isSeq(list)) return broken([{ offset: 0, message: 'The file must be a list: every entry begins with "- ".' }])
  if (list.items.length > MAX_ROWS)
    return broken([{ offset: 0, message: `The file has more than ${MAX_ROWS} entries.` }])
  const strange = list.items.filter((item) => !isMap(item))
  if (strange.length > 0)
    return broken(
      strange.map((item) => ({
        offset: (isNode(item) && item.range?.[0]) || 0,
        message: 'An entry must be a set of fields: "code: …", "name: …".',
      }))
    )
  return { ...read, rows: document.toJS(), faults: [] }
}

function locator(
  document: Document,
  at: (offset: number) => { line: number; column: number }
): DefinitionFile['locate'] {
  return (row, path = []) => {
    for (let depth = path.length; depth >= 0; depth--) {
      const node = document.getIn([row, ...path.slice(0, depth)], true)
      if (isNode(node) && node.range) return at(node.range[0])
    }
    return { line: 1, column: 1 }
  }
}

/** The parser's message goes on with an excerpt of the file over several lines. */
const firstSentence = (message: string): string => `${message.split('\n')[0]!.replace(/ at line.*$/, '')}.`
