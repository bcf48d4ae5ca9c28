import type { Component } from 'svelte'
import ArrowDownToLine from '@lucide/svelte/icons/arrow-down-to-line'
import Ban from '@lucide/svelte/icons/ban'
import Box from '@lucide/svelte/icons/box'
import CircleAlert from '@lucide/svelte/icons/circle-alert'
import Cog from '@lucide/svelte/icons/cog'
import FlameKindling from '@lucide/svelte/icons/flame-kindling'
import Flame from '@lucide/svelte/icons/flame'
import HardHat from '@lucide/svelte/icons/hard-hat'
import Truck from '@lucide/svelte/icons/truck'
import Weight from '@lucide/svelte/icons/weight'
import Wind from '@lucide/svelte/icons/wind'
import Zap from '@lucide/svelte/icons/zap'

const ICONS: Record<string, Component<{ size?: number | string }>> = {
  'arrow-down-to-line': ArrowDownToLine,
  'ban': Ban,
  'box': Box,
  'cog': Cog,
  'flame': Flame,
  'flame-kindling': FlameKindling,
  'hard-hat': HardHat,
  'truck': Truck,
  'weight': Weight,
  'wind': Wind,
  'zap': Zap,
}

/** The icon that a hazard type names; a type of the plant's own with another name gets the general one. */
export const hazardIcon = (name: string): Component<{ size?: number | string }> => ICONS[name] ?? CircleAlert
