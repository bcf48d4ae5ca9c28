import { api, type Failure } from '#kiosk/lib/api'

/** Uploads photos one after another and gives their ids; the first failure ends it, what was sent stays sent. */
export async function sendPhotos(photos: Blob[], as: 'person' | 'device'): Promise<{ ids: string[]; failure: Failure | null }> {
  const ids: string[] = []
  for (const photo of photos) {
    const form = new FormData()
    form.append('file', photo, 'photo.jpg')
    const answer = await api.post<{ id: string }>('/attachments', form, { as })
    if (!answer.ok) return { ids, failure: answer.failure }
    ids.push(answer.value.id)
  }
  return { ids, failure: null }
}
