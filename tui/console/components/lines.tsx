import { Box, Text } from 'ink'
import type { Line, Span } from '#tui/lib/line'
import { PAINTS } from '#tui/lib/tones'

function Piece({ part }: { part: Span }) {
  const paint = part.tone ? PAINTS[part.tone] : null
  return (
    <Text
      bold={part.bold ?? false}
      {...(paint ? { color: paint.color } : {})}
      {...(paint?.background ? { backgroundColor: paint.background } : {})}
    >
      {part.text}
    </Text>
  )
}

interface LinesProps {
  lines: Line[]
  width: number
}

/** Lines that already have their width: drawn as they are, and cut rather than wrapped should one be wrong. */
export function Lines({ lines, width }: LinesProps) {
  return (
    <Box flexDirection="column" width={width} flexShrink={0}>
      {lines.map((line, row) => (
        <Box key={row} width={width} height={1} flexShrink={0} overflow="hidden">
          <Text wrap="truncate-end">
            {line.length === 0 ? ' ' : line.map((part, index) => <Piece key={index} part={part} />)}
          </Text>
        </Box>
      ))}
    </Box>
  )
}
