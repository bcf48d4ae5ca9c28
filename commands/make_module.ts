import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { args, BaseCommand } from '@adonisjs/core/ace'

/** The skeleton of a room: what every room has, so that the right way is the short one. */
const skeleton = (name: string): Record<string, string> => ({
  [`modules/${name}/README.md`]: `# ${name}

Subject: one sentence.
Words: the ones to use. Avoid: the ones not to use.
Tables: none yet.
Events out: none yet. Events heard: none yet.
Rule: what must always hold here.
Where: state table in \`lifecycle.ts\`, use cases in \`actions/\`, questions in \`queries/\`.
`,
  [`modules/${name}/index.ts`]: `/** The face of ${name}: what higher rooms may call. Exports only, no logic. */\nexport {}\n`,
  [`modules/${name}/events.ts`]: `/** What others may hear of ${name}: past tense, ids, codes and instants. */\nexport {}\n`,
  [`modules/${name}/provider.ts`]: `import type { Room } from '#app/kernel/room'\n\nexport const room: Room = { name: '${name}' }\n`,
  [`modules/${name}/routes.ts`]: `/** HTTP routes of ${name}, below /api/v1/${name}; each names its policy with \`allow(…)\`. */\nexport function routes(): void {}\n`,
  [`resources/lang/zh-CN/${name}.json`]: '{}\n',
  [`resources/lang/en/${name}.json`]: '{}\n',
  [`tests/functional/${name}/.gitkeep`]: '',
})

export default class MakeModule extends BaseCommand {
  static commandName = 'make:module'
  static description = 'Write the skeleton of a new room in modules/ and wire it into start/'
  static help = ['{{ binaryName }} make:module quality']

  @args.string({ description: 'Name of the room: lower case letters, digits and _' })
  declare name: string

  async run() {
    if (!/^[a-z][a-z0-9_]*$/.test(this.name)) return this.#fail(`${this.name}: lower case letters, digits and _ only`)
    if (existsSync(this.app.makePath('modules', this.name))) return this.#fail(`modules/${this.name} exists already`)

    for (const [path, text] of Object.entries(skeleton(this.name))) {
      const file = this.app.makePath(path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, text)
      this.logger.action(`create ${path}`).succeeded()
    }
    await this.#wire('start/rooms.ts', `import { room as ${this.name} } from '#modules/${this.name}/provider'`)
    await this.#wire('start/routes.ts', `import { routes as ${this.name} } from '#modules/${this.name}/routes'`)
    this.logger.info('Give it its floor in .dependency-cruiser.cjs')
  }

  /** Adds the import above the first blank line, and the name as the last of the first list that follows. */
  async #wire(path: string, line: string): Promise<void> {
    const file = this.app.makePath(path)
    const text = await readFile(file, 'utf8')
    const [imports, ...rest] = text.split('\n\n')
    const wired = rest.join('\n\n').replace(/\n\]/, `\n  ${this.name},\n]`)
    await writeFile(file, `${imports}\n${line}\n\n${wired}`)
    this.logger.action(`wire ${path}`).succeeded()
  }

  #fail(message: string): void {
    this.logger.error(message)
    this.exitCode = 1
  }
}
