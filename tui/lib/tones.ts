/** What a colour means, not which one it is: grey is normal, a tone says "look here", and a shape or word says it too. */
export type Tone =
  | 'quiet'
  | 'strong'
  | 'action'
  | 'selected'
  | 'grant'
  | 'deny'
  | 'alarm_1'
  | 'alarm_2'
  | 'alarm_3'
  | 'alarm_4'
  | 'unknown'
  | 'grade_red'
  | 'grade_orange'
  | 'grade_yellow'
  | 'grade_blue'
  | 'line'

export interface Paint {
  color: string
  background?: string
}

export const PAINTS: Record<Tone, Paint> = {
  quiet: { color: '#9AA4AD' },
  strong: { color: '#F1F3F5' },
  action: { color: '#7FB0FF' },
  selected: { color: '#0B1B33', background: '#7FB0FF' },
  grant: { color: '#4CC27A' },
  deny: { color: '#FFFFFF', background: '#B3001B' },
  alarm_1: { color: '#FFFFFF', background: '#C8001E' },
  alarm_2: { color: '#1A1000', background: '#F07A1A' },
  alarm_3: { color: '#F2C500' },
  alarm_4: { color: '#A9B4BF' },
  unknown: { color: '#C79AE4' },
  grade_red: { color: '#FF5A5F' },
  grade_orange: { color: '#F08300' },
  grade_yellow: { color: '#F5D000' },
  grade_blue: { color: '#6FB1F2' },
  line: { color: '#56616B' },
}

export type Priority = 1 | 2 | 3 | 4
export type Grade = 'red' | 'orange' | 'yellow' | 'blue'

export const PRIORITIES: Priority[] = [1, 2, 3, 4]
export const PRIORITY_SHAPES: Record<Priority, string> = { 1: '■', 2: '▲', 3: '◆', 4: '●' }
/** The blind spot has a shape of its own, so that it is not taken for a value. */
export const UNKNOWN_SHAPE = '▒'

export const alarmTone = (priority: Priority): Tone => `alarm_${priority}`
export const gradeTone = (grade: Grade): Tone => `grade_${grade}`
