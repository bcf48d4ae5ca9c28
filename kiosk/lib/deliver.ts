import { api, type Answer } from '#kiosk/lib/api'
import { shared } from '#kiosk/lib/page_props'
import { isSender, type AtTheScreen, type KeptItem } from '#kiosk/lib/queue_rules'

export const here = (): AtTheScreen => ({ personId: shared().person?.id ?? null, deviceCode: shared().device?.code ?? null })

/**
 * Uploads the files that the server does not have yet, then sends the item itself. Gives the answer and the item with what
 * is known of its files now; what arrived before a failure is not sent again.
 */
export async function deliver(item: KeptItem): Promise<{ item: KeptItem; answer: Answer<any> }> {
  const as = item.sender.kind
  const files = item.files.map((file) => ({ ...file }))
  const known = { ...item, files }
  for (const file of files) {
    if (file.id) continue
    if (!isSender(item, here())) return { item: known, answer: senderLeft() }
    const form = new FormData()
    form.append('file', file.content, 'photo.jpg')
    const answer = await api.post<{ id: string }>('/attachments', form, { as, key: file.key })
    if (!answer.ok) return { item: known, answer }
    file.id = answer.value.id
  }
  // Nothing goes out in the name of whoever has come to the screen meanwhile.
  if (!isSender(item, here())) return { item: known, answer: senderLeft() }
  const body = { ...item.body, [item.filesField]: files.map(({ id }) => id) }
  return { item: known, answer: await api.post(item.path, body, { as, key: item.key }) }
}

const senderLeft = (): Answer<never> => ({ ok: false, failure: { code: 'E_UNAUTHENTICATED', message: '', details: [], status: 401 } })
