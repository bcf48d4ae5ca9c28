import type { Fault } from '#tui/lib/api_client'
import type { Translate } from '#tui/lib/messages'

/** A fault as plain sentences: what happened, then the way out where one is known. */
export function faultSentences(fault: Fault, url: string, t: Translate): string[] {
  switch (fault.kind) {
    case 'unreachable':
      return [t('tui.fault.unreachable', { url })]
    case 'timeout':
      return [t('tui.fault.timeout', { url })]
    case 'unreadable':
      return [t('tui.fault.unreadable', { url, status: fault.status })]
    case 'unauthenticated':
    case 'refused': {
      const said = fault.refusals.flatMap(({ message, fix }) =>
        fix ? [`${message}${t('tui.fault.fix', { fix })}`] : [message]
      )
      const general = fault.kind === 'refused' ? fault.message : ''
      return said.length > 0 ? said : [general || t('tui.fault.not_signed_in')]
    }
  }
}
