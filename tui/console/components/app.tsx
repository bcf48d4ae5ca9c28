import { useEffect, useState } from 'react'
import { useApp } from 'ink'
import { Console } from '#tui/console/components/console'
import { SignIn } from '#tui/console/components/sign_in'
import { useLink } from '#tui/console/use_link'
import type { ViewId } from '#tui/console/view'
import type { ApiClient } from '#tui/lib/api_client'
import type { BoardFeed } from '#tui/lib/board_feed'
import type { Language } from '#tui/lib/language'
import type { Messages } from '#tui/lib/messages'
import { signIn, type SignedIn } from '#tui/lib/session'

export interface AppProps {
  api: ApiClient
  feed: BoardFeed
  messagesIn(language: Language): Messages
  language: Language
  view: ViewId
  of?: string | null
}

/** Signed in or not: the console, or the question who it is. */
export function App({ api, feed, messagesIn, language: first, view, of = null }: AppProps) {
  const { exit } = useApp()
  const [language, setLanguage] = useState(first)
  const [signedIn, setSignedIn] = useState(api.token !== null)
  const [person, setPerson] = useState<SignedIn['person'] | null>(null)
  const [reason, setReason] = useState<string | null>(null)
  const link = useLink(feed)
  const messages = messagesIn(language)
  const refused = link.fault?.kind === 'unauthenticated'

  useEffect(() => {
    if (!signedIn) return
    feed.start()
    return () => feed.stop()
  }, [feed, signedIn])

  useEffect(() => {
    if (!refused || !signedIn) return
    api.token = null
    setReason(messages.t('tui.sign_in.ended'))
    setSignedIn(false)
  }, [refused, signedIn])

  if (!signedIn) {
    const welcome = (session: SignedIn) => {
      setPerson(session.person)
      feed.forgetFault()
      setSignedIn(true)
    }
    return (
      <SignIn
        url={api.url}
        t={messages.t}
        reason={reason}
        send={(badge, pin) => signIn(api, badge, pin)}
        onSignedIn={welcome}
        onQuit={() => exit()}
      />
    )
  }
  const name = person === null ? null : language === 'en' ? (person.name_en ?? person.name) : person.name
  const change = (next: Language) => {
    api.language = next
    setLanguage(next)
  }
  return <Console api={api} feed={feed} messages={messages} view={view} of={of} person={name} onLanguage={change} />
}
