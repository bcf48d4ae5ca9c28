import { readFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { readDefinitionFile } from '#app/plant/configuration/definition_file'
import { contains, outlineFault, type Corner } from '#app/plant/outline'

interface AreaRow {
  code: string
  parent?: string
  kind: string
  outline: Corner[]
}

async function areas(): Promise<AreaRow[]> {
  const text = await readFile(app.makePath('resources/plant/demo/areas.yaml'), 'utf8')
  return readDefinitionFile('areas.yaml', text, {}).rows as unknown as AreaRow[]
}

/** Points on a grid inside an outline, off the borders. */
function grid(outline: Corner[]): Corner[] {
  const points: Corner[] = []
  for (let x = 2.5; x < 1000; x += 5)
    for (let y = 2.5; y < 560; y += 5) if (contains(outline, [x, y])) points.push([x, y])
  return points
}

test.group('The demo plant’s map', () => {
  test('outlines lie on the plan and don’t cross themselves', async ({ assert }) => {
    for (const { code, outline } of await areas()) assert.isNull(outlineFault(outline), code)
  })

  test('every area lies inside its parent', async ({ assert }) => {
    const all = await areas()
    for (const { code, parent, outline } of all) {
      const around = all.find((area) => area.code === parent)
      if (around)
        assert.isTrue(
          grid(outline).every((point) => contains(around.outline, point)),
          `${code} in ${parent}`
        )
    }
  })

  test('no two places of one kind overlap', async ({ assert }) => {
    const all = await areas()
    for (const one of all)
      for (const other of all)
        if (one.code < other.code && one.kind === other.kind)
          assert.isFalse(
            grid(one.outline).some((point) => contains(other.outline, point)),
            `${one.code} and ${other.code}`
          )
  })

  test('an outline that is no outline is refused', ({ assert }) => {
    assert.match(
      outlineFault([
        [0, 0],
        [10, 10],
      ])!,
      /three corners/
    )
    assert.match(
      outlineFault([
        [0, 0],
        [10, 10],
        [10, 0],
        [0, 10],
      ])!,
      /crosses itself/
    )
    assert.match(
      outlineFault([
        [0, 0],
        [1001, 0],
        [10, 10],
      ])!,
      /outside the plan/
    )
  })
})
