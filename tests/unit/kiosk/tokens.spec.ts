import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'

const css = readFileSync(app.makePath('kiosk/styles/tokens.css'), 'utf8')

/** Both values of a token; one that is the same in both themes is written once. */
function token(name: string): { light: string; dark: string } {
  const value = css.match(new RegExp(`--${name}: ([^;]+);`))?.[1]
  if (!value) throw new Error(`no token ${name}`)
  const pair = value.match(/light-dark\((#\w+), (#\w+)\)/)
  return pair ? { light: pair[1]!, dark: pair[2]! } : { light: value, dark: value }
}

/** WCAG 2.2 relative luminance. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(hex.slice(start, start + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const TEXT: [string, string][] = [
  ...['ground', 'surface', 'raised'].flatMap((back): [string, string][] => ['text', 'quiet', 'ok-text', 'bad-text'].map((front) => [front, back])),
  ['on-action', 'action'],
  ['on-verdict', 'grant'],
  ['on-verdict', 'deny'],
  ['on-unknown', 'unknown'],
  ...[1, 2, 3, 4].map((priority): [string, string] => [`on-alarm-${priority}`, `alarm-${priority}`]),
  ...['red', 'orange', 'yellow', 'blue'].map((grade): [string, string] => [`on-grade-${grade}`, `grade-${grade}`]),
]

/** Shapes and the edges of what can be touched. */
const SHAPES: [string, string][] = [
  ['edge', 'ground'],
  ['edge', 'surface'],
  ['action', 'ground'],
  ['unknown', 'surface'],
]

test.group('Tokens', () => {
  test('a pair of colours of known contrast', ({ assert }) => {
    assert.closeTo(contrast('#000000', '#ffffff'), 21, 0.01)
    assert.closeTo(contrast('#777777', '#ffffff'), 4.48, 0.01)
  })

  for (const theme of ['light', 'dark'] as const) {
    const check = (pairs: [string, string][], least: number, what: string) => {
      for (const [front, back] of pairs)
        test(`${what}, ${theme}: ${front} on ${back}`, ({ assert }) => {
          assert.isAtLeast(contrast(token(front)[theme], token(back)[theme]), least)
        })
    }
    check(TEXT, 4.5, 'text is readable')
    check(SHAPES, 3, 'shapes stand out')
  }
})
