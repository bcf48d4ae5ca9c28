import { BaseCommand, flags } from '@adonisjs/core/ace'

/** A client like any other: it speaks HTTP and boots nothing of the server. Ink is loaded only when it is drawn with. */
export default class Tui extends BaseCommand {
  static commandName = 'tui'
  static description = 'Terminal console of the plant, against a running server'
  static help = [
    'Signs in with --token, with REDLINE_TOKEN, or asks for badge and PIN:',
    '  {{ binaryName }} tui --url http://localhost:3333 --lang en',
    'Prints what a view shows, once, for scripts:',
    '  {{ binaryName }} tui --view alarms --json',
    '  {{ binaryName }} tui --view rules --of HAZARD-CLUSTER --json',
    'Views: overview, alarms, permits, people, hazards, points, incidents, inbox, audit, bypasses, blind, rules, trend, load, sources',
  ]

  @flags.string({ description: 'Address of the server', default: 'http://localhost:3333' })
  declare url: string

  @flags.string({ description: 'Token to sign in with (better: REDLINE_TOKEN, which no process list shows)' })
  declare token?: string

  @flags.string({ description: 'Language: zh or en' })
  declare lang?: string

  @flags.string({ description: 'View to open or to print', default: 'overview' })
  declare view: string

  @flags.string({ description: 'Open or print one row of the view: a rule, a point of trend, a source' })
  declare of?: string

  @flags.boolean({ description: 'Print the data of the view as JSON and end' })
  declare json: boolean

  @flags.boolean({
    description: 'Colours; --no-color or NO_COLOR for none',
    default: true,
    showNegatedVariantInHelp: true,
  })
  declare color: boolean

  async run() {
    const { openSession } = await import('#tui/lib/open')
    const { findView } = await import('#tui/console/views')
    const session = openSession(this.app.makePath('resources/lang'), this)
    const { api, messages } = session
    const view = findView(this.view, (id) => messages.t(`tui.view.${id}`))
    if (view === null) return this.#fail(messages.t('tui.notice.unknown_view', { view: this.view }))
    if (this.json) return this.#print(session, view)
    if (!process.stdout.isTTY || !process.stdin.isTTY) return this.#fail(messages.t('tui.notice.no_terminal'))

    // Ink decides about colour when it is loaded.
    if (!this.color || process.env.NO_COLOR) process.env.FORCE_COLOR = '0'
    const { runConsole } = await import('#tui/console/run')
    const props = { api, feed: session.feed, messagesIn: session.messagesIn, language: messages.language, view, of: this.of ?? null }
    await runConsole(props, (stop) => this.app.terminating(stop))
  }

  async #print({ api, messages }: import('#tui/lib/open').Session, view: import('#tui/console/view').ViewId) {
    const { VIEWS } = await import('#tui/console/views')
    const { readOne, readView } = await import('#tui/console/print')
    const { faultSentences } = await import('#tui/lib/faults')
    const { printJson } = await import('#tui/lib/print_json')
    if (api.token === null) return this.#fail(messages.t('tui.notice.token_needed'))
    const reply = this.of ? await readOne(api, VIEWS[view], this.of) : await readView(api, VIEWS[view])
    if (reply === null) return this.#fail(messages.t('tui.notice.no_rows_of', { view }))
    if (!reply.ok) return this.#fail(faultSentences(reply.fault, api.url, messages.t).join('\n'))
    printJson(reply.value)
  }

  #fail(sentence: string) {
    process.stderr.write(`${sentence}\n`)
    this.exitCode = 1
  }
}
