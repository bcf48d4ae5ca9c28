import { useState } from 'react'
import { Box, Text, useInput } from 'ink'
import TextInput from 'ink-text-input'
import type { Reply } from '#tui/lib/api_client'
import { faultSentences } from '#tui/lib/faults'
import type { Translate } from '#tui/lib/messages'
import type { SignedIn } from '#tui/lib/session'

interface SignInProps {
  url: string
  t: Translate
  /** Why a person who was signed in is asked again. */
  reason: string | null
  send(badge: string, pin: string): Promise<Reply<SignedIn>>
  onSignedIn(session: SignedIn): void
  onQuit(): void
}

/** Badge, then PIN; the PIN is never shown and is forgotten after each try. */
export function SignIn({ url, t, reason, send, onSignedIn, onQuit }: SignInProps) {
  const [badge, setBadge] = useState('')
  const [pin, setPin] = useState('')
  const [field, setField] = useState<'badge' | 'pin'>('badge')
  const [busy, setBusy] = useState(false)
  const [faults, setFaults] = useState<string[]>(reason ? [reason] : [])

  useInput((_, key) => {
    if (key.escape) return field === 'pin' ? setField('badge') : onQuit()
    if (key.tab || key.upArrow || key.downArrow) setField(field === 'badge' ? 'pin' : 'badge')
  })

  async function submit() {
    if (busy || badge.trim() === '' || pin === '') return
    setBusy(true)
    const reply = await send(badge.trim(), pin)
    setBusy(false)
    setPin('')
    if (reply.ok) return onSignedIn(reply.value)
    setFaults(faultSentences(reply.fault, url, t))
  }

  return (
    <Box flexDirection="column" paddingX={2} paddingY={1}>
      <Text bold>{t('tui.sign_in.title')}</Text>
      <Text dimColor>{url}</Text>
      <Box marginTop={1}>
        <Text>{field === 'badge' ? '▸ ' : '  '}</Text>
        <Text>{t('tui.sign_in.badge')} </Text>
        <TextInput
          value={badge}
          onChange={setBadge}
          focus={field === 'badge'}
          onSubmit={() => badge.trim() !== '' && setField('pin')}
        />
      </Box>
      <Box>
        <Text>{field === 'pin' ? '▸ ' : '  '}</Text>
        <Text>{t('tui.sign_in.pin')} </Text>
        <TextInput
          value={pin}
          onChange={(text) => setPin(text.replace(/\D/g, '').slice(0, 12))}
          mask="•"
          focus={field === 'pin'}
          onSubmit={() => void submit()}
        />
      </Box>
      <Box marginTop={1} flexDirection="column">
        {busy ? (
          <Text dimColor>{t('tui.sign_in.checking')}</Text>
        ) : (
          faults.map((text) => <Text key={text}>✕ {text}</Text>)
        )}
      </Box>
      <Box marginTop={1}>
        <Text dimColor>{t('tui.sign_in.keys')}</Text>
      </Box>
    </Box>
  )
}
