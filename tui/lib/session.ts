import type { ApiClient, Reply } from '#tui/lib/api_client'

export interface SignedIn {
  token: string
  expires_at: number
  person: { id: string; code: string; name: string; name_en?: string | null }
}

/** The token stays in the client's memory: nothing is written to disk that a borrowed keyboard could find. */
export async function signIn(api: ApiClient, badge: string, pin: string): Promise<Reply<SignedIn>> {
  const reply = await api.post<SignedIn>('/api/v1/session', { badge, pin })
  if (reply.ok) api.token = reply.value.token
  return reply
}
