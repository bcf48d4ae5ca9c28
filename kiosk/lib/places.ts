import type { Component } from 'svelte'
import Bell from '@lucide/svelte/icons/bell'
import Cable from '@lucide/svelte/icons/cable'
import ChartLine from '@lucide/svelte/icons/chart-line'
import ChartColumn from '@lucide/svelte/icons/chart-column'
import DoorOpen from '@lucide/svelte/icons/door-open'
import EyeOff from '@lucide/svelte/icons/eye-off'
import FileCheck from '@lucide/svelte/icons/file-check'
import Drama from '@lucide/svelte/icons/drama'
import FlaskConical from '@lucide/svelte/icons/flask-conical'
import Gauge from '@lucide/svelte/icons/gauge'
import HeartPulse from '@lucide/svelte/icons/heart-pulse'
import LayoutDashboard from '@lucide/svelte/icons/layout-dashboard'
import Map from '@lucide/svelte/icons/map'
import Megaphone from '@lucide/svelte/icons/megaphone'
import OctagonX from '@lucide/svelte/icons/octagon-x'
import ShieldOff from '@lucide/svelte/icons/shield-off'
import Siren from '@lucide/svelte/icons/siren'
import Telescope from '@lucide/svelte/icons/telescope'
import UsersRound from '@lucide/svelte/icons/users-round'
import Workflow from '@lucide/svelte/icons/workflow'
import { may } from '#kiosk/lib/page_props'

/** A page that a person may want to go to by itself, not by way of another. */
interface Place {
  link: string
  /** Null: whoever is signed in. */
  permission: string | null
  icon: Component<any>
  /** Only a screen of this kind can show it. */
  device?: 'gate'
}

/** Every page with a door of its own; its name is `screen.places.<link without strokes>`. */
const PLACES: Place[] = [
  { link: '/permits', permission: 'permits.read', icon: FileCheck },
  { link: '/permits/distribution', permission: 'permits.read', icon: ChartColumn },
  { link: '/hazards', permission: 'hazards.read', icon: Megaphone },
  { link: '/control', permission: 'alarms.read', icon: Gauge },
  { link: '/trends', permission: 'points.read', icon: ChartLine },
  { link: '/predictions', permission: 'points.read', icon: Telescope },
  { link: '/incidents', permission: 'incidents.read', icon: Siren },
  { link: '/stops', permission: 'stops.read', icon: OctagonX },
  { link: '/muster', permission: 'presence.read', icon: UsersRound },
  { link: '/stays', permission: 'presence.read', icon: HeartPulse },
  { link: '/bypasses', permission: 'board.read', icon: ShieldOff },
  { link: '/blind-spots', permission: 'board.read', icon: EyeOff },
  { link: '/drills', permission: 'board.read', icon: Drama },
  { link: '/risks', permission: 'risks.read', icon: Map },
  { link: '/sources', permission: 'sources.probe', icon: Cable },
  { link: '/checks', permission: 'points.read', icon: FlaskConical },
  { link: '/gate/guard', permission: 'access.read', icon: DoorOpen, device: 'gate' },
  { link: '/rules', permission: 'rules.read', icon: Workflow },
  { link: '/board', permission: 'board.read', icon: LayoutDashboard },
  { link: '/inbox', permission: null, icon: Bell },
]

/** Those that this person may open on this device. */
export const placesFor = (device: string | null): Place[] =>
  PLACES.filter((place) => (place.permission === null || may(place.permission)) && (!place.device || place.device === device))

export const placeKey = (link: string): string => `screen.places.${link.slice(1).replaceAll(/[/-]/g, '_')}`
