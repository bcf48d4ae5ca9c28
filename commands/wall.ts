import { BaseCommand, flags } from '@adonisjs/core/ace'

/** A display for a room: trends, gas holders, alarm log, map and figures. A client of the board and its stream, nothing else. */
export default class Wall extends BaseCommand {
  static commandName = 'wall'
  static description = 'Wall display in the terminal, against a running server'
  static help = [
    'Signs in with --token, with REDLINE_TOKEN, or asks for badge and PIN first:',
    '  {{ binaryName }} wall --url http://localhost:3333 --lang zh',
  ]

  @flags.string({ description: 'Address of the server', default: 'http://localhost:3333' })
  declare url: string

  @flags.string({ description: 'Token to sign in with (better: REDLINE_TOKEN, which no process list shows)' })
  declare token?: string

  @flags.string({ description: 'Language: zh or en' })
  declare lang?: string

  @flags.boolean({
    description: 'Colours; --no-color or NO_COLOR for none',
    default: true,
    showNegatedVariantInHelp: true,
  })
  declare color: boolean

  @flags.boolean({ description: 'Print the board as JSON and end' })
  declare json: boolean

  async run() {
    const { openSession } = await import('#tui/lib/open')
    const session = openSession(this.app.makePath('resources/lang'), this)
    const { api, messages } = session
    if (this.json) return this.#print(session)
    if (!process.stdout.isTTY || !process.stdin.isTTY) return this.#fail(messages.t('tui.notice.no_terminal'))
    if (api.token === null && !(await this.#signIn(session))) return

    const { runWall } = await import('#tui/wall/run')
    await runWall(session, this.color && !process.env.NO_COLOR, (stop) => this.app.terminating(stop))
  }

  async #signIn({ api, messages: { t } }: import('#tui/lib/open').Session): Promise<boolean> {
    const { signIn } = await import('#tui/lib/session')
    const { faultSentences } = await import('#tui/lib/faults')
    const badge = await this.prompt.ask(t('tui.sign_in.badge'))
    const pin = await this.prompt.secure(t('tui.sign_in.pin'))
    const reply = await signIn(api, badge.trim(), pin.trim())
    if (!reply.ok) this.#fail(faultSentences(reply.fault, api.url, t).join('\n'))
    return reply.ok
  }

  async #print({ api, messages: { t } }: import('#tui/lib/open').Session) {
    const { faultSentences } = await import('#tui/lib/faults')
    const { printJson } = await import('#tui/lib/print_json')
    if (api.token === null) return this.#fail(t('tui.notice.token_needed'))
    const reply = await api.get<unknown>('/api/v1/board')
    if (!reply.ok) return this.#fail(faultSentences(reply.fault, api.url, t).join('\n'))
    printJson(reply.value)
  }

  #fail(sentence: string) {
    process.stderr.write(`${sentence}\n`)
    this.exitCode = 1
  }
}
