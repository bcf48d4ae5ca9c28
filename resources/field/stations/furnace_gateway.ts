import type { ModbusStation } from '#field/station'
import { float, limitsOf, point, scaled } from '#field/stations/build'

const top = { max: 800, limits: limitsOf(80, 100, 300, 400) }
const blast = { max: 1400, limits: limitsOf(null, null, 1250, 1300) }
const lining = { max: 1200, limits: limitsOf(null, null, 500, 700) }
const reheat = { max: 1400, limits: limitsOf(null, null, 1280, 1320) }
const topPressure = { max: 400, limits: limitsOf(null, null, 230, 250) }

/** Furnaces, casters and mills. Its float registers come in all four word orders, as they do when plants grow. */
export const furnaceGateway: ModbusStation = {
  code: 'FURNACE-GW',
  name: '炉窑数据网关',
  nameEn: 'Furnace data gateway',
  portOffset: 1,
  points: [
    float(
      point(
        'BF7.TT701.T',
        'temperature',
        ['7#高炉炉顶温度', 'BF 7 top temperature'],
        { base: 155, noise: 2, wave: { amplitude: 18, periodS: 420 }, drift: 8 },
        top
      ),
      { unitId: 1, address: 0 }
    ),
    float(
      point(
        'BF7.TT702.T',
        'temperature',
        ['7#高炉热风温度', 'BF 7 hot blast temperature'],
        { base: 1090, noise: 1.5, wave: { amplitude: 25, periodS: 2700 } },
        blast
      ),
      { unitId: 1, address: 2 }
    ),
    float(
      point(
        'BF7.TT703.T',
        'temperature',
        ['7#高炉炉缸侧壁温度', 'BF 7 hearth lining'],
        { base: 312, noise: 0.4, drift: 12 },
        lining
      ),
      { unitId: 1, address: 4 }
    ),
    float(
      point(
        'BF7.PT701.P',
        'pressure',
        ['7#高炉炉顶压力', 'BF 7 top pressure'],
        { base: 208, noise: 1.2, wave: { amplitude: 5, periodS: 300 } },
        topPressure
      ),
      { unitId: 1, address: 6 }
    ),
    scaled(
      point('BF7.AT701.CO', 'co', ['7#高炉出铁场CO', 'BF 7 cast house CO'], {
        base: 9,
        noise: 1,
        wave: { amplitude: 4, periodS: 5400 },
      }),
      { unitId: 1, address: 100 }
    ),

    float(
      point(
        'BF8.TT801.T',
        'temperature',
        ['8#高炉炉顶温度', 'BF 8 top temperature'],
        { base: 162, noise: 2, wave: { amplitude: 16, periodS: 450 }, drift: 8 },
        top
      ),
      { unitId: 2, address: 0, wordOrder: 'CDAB' }
    ),
    float(
      point(
        'BF8.TT802.T',
        'temperature',
        ['8#高炉热风温度', 'BF 8 hot blast temperature'],
        { base: 1105, noise: 1.5, wave: { amplitude: 22, periodS: 2500 } },
        blast
      ),
      { unitId: 2, address: 2, wordOrder: 'CDAB' }
    ),
    float(
      point(
        'BF8.TT803.T',
        'temperature',
        ['8#高炉炉缸侧壁温度', 'BF 8 hearth lining'],
        { base: 288, noise: 0.4, drift: 10 },
        lining
      ),
      { unitId: 2, address: 4, wordOrder: 'CDAB' }
    ),
    float(
      point(
        'BF8.PT801.P',
        'pressure',
        ['8#高炉炉顶压力', 'BF 8 top pressure'],
        { base: 212, noise: 1.2, wave: { amplitude: 5, periodS: 330 } },
        topPressure
      ),
      { unitId: 2, address: 6, wordOrder: 'CDAB' }
    ),
    scaled(
      point('BF8.AT801.CO', 'co', ['8#高炉出铁场CO', 'BF 8 cast house CO'], {
        base: 8,
        noise: 1,
        wave: { amplitude: 4, periodS: 5000 },
      }),
      { unitId: 2, address: 100 }
    ),

    float(
      point(
        'CONV1.TT501.T',
        'temperature',
        ['氧枪冷却水出水温度', 'Lance cooling outlet'],
        { base: 36, noise: 0.3, wave: { amplitude: 3, periodS: 1080 } },
        { max: 100, limits: limitsOf(null, null, 45, 50) }
      ),
      { unitId: 3, address: 0, wordOrder: 'BADC' }
    ),
    float(
      point(
        'CONV1.TT502.T',
        'temperature',
        ['转炉熔池温度', 'Converter bath temperature'],
        { base: 1618, noise: 2, wave: { amplitude: 28, periodS: 1080 } },
        { min: 1200, max: 1750, limits: limitsOf(1500, 1540, 1680, 1700) }
      ),
      { unitId: 3, address: 2, wordOrder: 'BADC' }
    ),
    float(
      point('CONV1.FT501.DF', 'flow', ['氧枪冷却水进出流量差', 'Lance cooling flow difference'], {
        base: 1.1,
        noise: 0.15,
        drift: 0.4,
      }),
      { unitId: 3, address: 4, wordOrder: 'BADC' }
    ),
    scaled(
      point('CONV1.AT501.CO', 'co', ['转炉炉前CO', 'Converter front CO'], {
        base: 8,
        noise: 1,
        wave: { amplitude: 3, periodS: 1080 },
      }),
      { unitId: 3, address: 100 }
    ),

    float(
      point(
        'CASTER.TT521.T',
        'temperature',
        ['钢包包壁红外温度', 'Ladle shell temperature'],
        { base: 245, noise: 2, wave: { amplitude: 25, periodS: 2400 } },
        { max: 600, limits: limitsOf(null, null, 350, 400) }
      ),
      { unitId: 4, address: 0, wordOrder: 'DCBA' }
    ),
    scaled(
      point('CASTER.WT521.W', 'load', ['铸造跨行车载荷', 'Casting bay crane load'], {
        base: 62,
        noise: 0.6,
        wave: { amplitude: 30, periodS: 900 },
      }),
      { unitId: 4, address: 100 }
    ),

    float(
      point(
        'HSM.TT601.T',
        'temperature',
        ['加热炉一加热段温度', 'Reheating furnace zone 1'],
        { base: 1225, noise: 1.5, wave: { amplitude: 12, periodS: 1800 } },
        reheat
      ),
      { unitId: 5, address: 0 }
    ),
    float(
      point(
        'HSM.TT602.T',
        'temperature',
        ['加热炉均热段温度', 'Reheating furnace soaking zone'],
        { base: 1238, noise: 1.5, wave: { amplitude: 9, periodS: 2100 } },
        reheat
      ),
      { unitId: 5, address: 2 }
    ),
    float(
      point('HSM.PT601.P', 'pressure', ['加热炉煤气总管压力', 'Reheating furnace gas main'], {
        base: 8.2,
        noise: 0.1,
        wave: { amplitude: 0.6, periodS: 1300 },
      }),
      { unitId: 5, address: 4 }
    ),
    scaled(
      point('HSM.AT601.CO', 'co', ['加热炉炉头CO', 'Reheating furnace front CO'], { base: 6, noise: 0.8, drift: 2 }),
      { unitId: 5, address: 100 }
    ),

    float(
      point(
        'BAR.TT611.T',
        'temperature',
        ['棒材加热炉温度', 'Bar mill furnace temperature'],
        { base: 1180, noise: 1.5, wave: { amplitude: 14, periodS: 1700 } },
        reheat
      ),
      { unitId: 6, address: 0 }
    ),
    scaled(
      point('BAR.AT611.CO', 'co', ['棒材加热炉CO', 'Bar mill furnace CO'], {
        base: 6,
        noise: 0.8,
        drift: 2,
        gap: { everyS: 3600, lengthS: 6 },
      }),
      { unitId: 6, address: 100 }
    ),
  ],
  fans: [],
}
