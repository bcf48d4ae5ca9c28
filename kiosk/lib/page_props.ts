import { page } from '@inertiajs/svelte'

export type Locale = 'zh-CN' | 'en'

export interface SharedDevice {
  code: string
  kind: 'gate' | 'workshop' | 'control_room' | 'board'
  name: string
  nameEn: string | null
  areaCode: string | null
  gateCode: string | null
}

export interface SharedPerson {
  id: string
  code: string
  name: string
  nameEn: string | null
  roles: { code: string; areaCode: string | null }[]
}

/** What every page gets from the server beside its own props. */
export interface Shared {
  locale: Locale
  shell: 'kiosk' | 'phone' | 'board'
  theme: '' | 'light' | 'dark'
  /** The plant's time zone: for people only. */
  timeZone: string
  device: SharedDevice | null
  person: SharedPerson | null
  /** What whoever is at the screen may do now. */
  permissions: string[]
  tokens: { person: string | null; device: string | null }
  csrf: string
}

/** Reactive: follows each visit. */
export const shared = (): Shared => page.props as unknown as Shared

export const may = (permission: string): boolean => shared().permissions.includes(permission)
