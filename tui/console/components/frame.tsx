import { Box } from 'ink'
import { Lines } from '#tui/console/components/lines'
import type { Layout } from '#tui/console/layout'
import { span, type Line } from '#tui/lib/line'

const upright = (height: number): Line[] => Array.from({ length: height }, () => [span('│', 'line')])
const level = (width: number): Line[] => [[span('─'.repeat(width), 'line')]]

interface FrameProps {
  layout: Layout
  header: Line[]
  nav: Line[]
  list: Line[]
  detail: Line[]
  footer: Line[]
}

/** Exactly as many rows as the screen has: one more, and every update would flicker. */
export function Frame({ layout, header, nav, list, detail, footer }: FrameProps) {
  const { columns, rows, place } = layout
  const room = columns - layout.nav.width - 1
  return (
    <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
      <Lines lines={header} width={columns} />
      <Box height={layout.nav.height} flexShrink={0} overflow="hidden">
        <Lines lines={nav} width={layout.nav.width} />
        <Lines lines={upright(layout.nav.height)} width={1} />
        {place === 'beside' && (
          <>
            <Lines lines={list} width={layout.list.width} />
            <Lines lines={upright(layout.nav.height)} width={1} />
            <Lines lines={detail} width={layout.detail?.width ?? 0} />
          </>
        )}
        {place === 'below' && (
          <Box flexDirection="column" width={room} flexShrink={0}>
            <Lines lines={list} width={room} />
            <Lines lines={level(room)} width={room} />
            <Lines lines={detail} width={room} />
          </Box>
        )}
        {place === 'instead' && <Lines lines={detail} width={room} />}
      </Box>
      <Lines lines={footer} width={columns} />
    </Box>
  )
}
