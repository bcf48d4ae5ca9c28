import { test } from '@japa/runner'
import { decideAlone } from '#kiosk/pages/gate/decide_alone'
import { newPassageId } from '#kiosk/pages/gate/gate_memory'

test.group('A gate without its server', () => {
  test('never refuses leaving, and keeps shut or opens for entry as the gate is set', ({ assert }) => {
    for (const mode of ['fail_secure', 'fail_safe'] as const) assert.equal(decideAlone(mode, 'out', 0).decision, 'grant')
    assert.equal(decideAlone('fail_secure', 'in', 0).decision, 'deny')
    assert.equal(decideAlone('fail_safe', 'in', 0).decision, 'grant')
    assert.equal(decideAlone('fail_safe', 'in', 0).reasons[0]!.code, 'personnel.entered_without_records')
  })

  test('names its passages in the order of time, as the server does', ({ assert }) => {
    const [first, second] = [newPassageId(1_795_000_000_000), newPassageId(1_795_000_000_001)]
    assert.match(first, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    assert.isBelow(first.localeCompare(second), 0)
    assert.equal(Number.parseInt(first.replaceAll('-', '').slice(0, 12), 16), 1_795_000_000_000)
  })
})
