import { here } from '#kiosk/lib/deliver'
import { shared } from '#kiosk/lib/page_props'
import type { KeptItem } from '#kiosk/lib/queue_rules'

/** What was entered in the form, to be sent or to be changed later. */
export interface Entered {
  badge: string | null
  type: string
  area: string
  nearMiss: boolean
  major: boolean
  words: string
}

type Named = { name: string; nameEn?: string | null; name_en?: string | null }

interface Around {
  id: string
  key: string
  photos: { content: Blob; key: string }[]
  title: Named
  place: Named | null
}

/** A report as it is sent: in the reporter's own name where somebody is signed in, else in the device's with the badge. */
export function reportItem(entered: Entered, { id, key, photos, title, place }: Around): KeptItem {
  const { badge, type, area, nearMiss, major, words } = entered
  return {
    id,
    key,
    path: '/hazards',
    body: { type, area, class: nearMiss ? 'near_miss' : 'hazard', level: major ? 'major' : 'general', words: words.trim() || null, ...(badge ? { badge } : {}) },
    files: photos.map(({ content, key: fileKey }) => ({ key: fileKey, content, id: null })),
    filesField: 'photos',
    sender: sender(),
    overseers: 'hazards.close',
    title: plain(title),
    place: place && plain(place),
    madeAt: Date.now(),
    editAt: '/hazards/new',
    form: entered,
    maybeSince: null,
    failure: null,
    refused: false,
  }
}

function sender(): KeptItem['sender'] {
  const { person, device } = shared()
  const { personId, deviceCode } = here()
  if (person && personId) return { kind: 'person', id: personId, name: person.name, nameEn: person.nameEn }
  return { kind: 'device', id: deviceCode ?? '', name: device?.name ?? '', nameEn: device?.nameEn ?? null }
}

const plain = (thing: Named) => ({ name: thing.name, nameEn: thing.nameEn ?? thing.name_en ?? null })
