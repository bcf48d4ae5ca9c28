/**
 * Why something is refused, in a form that a screen can put into the reader's language.
 *
 * `code` is `<room>.<name>`; its sentence is the message `<room>.reasons.<name>` in `resources/lang`, and what to do
 * about it, where there is something, `<room>.fixes.<name>`.
 */
export interface Reason {
  code: string
  params?: Record<string, string | number>
}

export const reason = (code: string, params?: Reason['params']): Reason => (params ? { code, params } : { code })
