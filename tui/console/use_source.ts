import { useEffect, useState } from 'react'
import type { OpenSource } from '#tui/console/open_source'
import type { ProbeReply, SourceFileReply } from '#tui/console/replies'
import type { ApiClient } from '#tui/lib/api_client'

const AGAIN_MS = 2_000

/** The points of the open source and what is on the wire now, read through the engine's own connection. */
export async function readSource(api: ApiClient, code: string): Promise<OpenSource> {
  const path = `/api/v1/sources/${encodeURIComponent(code)}`
  const file = await api.get<SourceFileReply>(path)
  if (!file.ok) return { code, file: null, probe: null, fault: file.fault }
  if (!file.value.members.some(({ register }) => register)) return { code, file: file.value, probe: null, fault: null }
  const probe = await api.post<ProbeReply>(`${path}/probe`, {})
  return probe.ok ? { code, file: file.value, probe: probe.value, fault: null } : { code, file: file.value, probe: null, fault: probe.fault }
}

export function useSource(api: ApiClient, code: string | null, turn: number): OpenSource | null {
  const [source, setSource] = useState<OpenSource | null>(null)
  useEffect(() => {
    if (code === null) return
    let open = true
    let timer: NodeJS.Timeout
    const ask = async () => {
      const found = await readSource(api, code)
      if (!open) return
      setSource(found)
      timer = setTimeout(() => void ask(), AGAIN_MS)
    }
    void ask()
    return () => {
      open = false
      clearTimeout(timer)
    }
  }, [api, code, turn])
  if (code === null) return null
  return source?.code === code ? source : { code, file: null, probe: null, fault: null }
}
