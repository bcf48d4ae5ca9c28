import { test } from '@japa/runner'
import { worstOfPoint } from '#kiosk/lib/worst_of_point'

const crossed = (point_code: string, value: number, limit: number, since = 0) => ({ params: { area: '煤气区二', point: '东CO', point_code, value, limit }, since })

test.group('Reasons of a refusal', () => {
  test('N02 one row for each point, that of its farthest limit; the rest keeps its place', ({ assert }) => {
    const training = { params: { days: 12 } }
    const silent = { params: { area: '煤气区二', point: '西H2S', point_code: 'GAS2.AT205' } }
    const [high, low] = [crossed('GAS2.AT201', 103.8, 24), crossed('GAS2.AT206', 18.4, 19)]
    const [higher, lower] = [crossed('GAS2.AT201', 215.6, 160), crossed('GAS2.AT206', 17.1, 17.5)]
    assert.deepEqual(worstOfPoint([training, high, low, higher, silent, lower]), [training, higher, lower, silent])
    assert.deepEqual(worstOfPoint([higher, high]), [higher])
  })

  test('N02 two points, two areas and reasons without a point are not thrown together', ({ assert }) => {
    const one = crossed('GAS2.AT201', 30, 24)
    const elsewhere = { ...one, params: { ...one.params, area: '煤气区一' } }
    const reasons = [one, crossed('GAS2.AT202', 30, 24), elsewhere, {}, {}, { params: {} }]
    assert.lengthOf(worstOfPoint(reasons), reasons.length)
  })
})
