import type { ModbusStation } from '#field/station'
import { float, limitsOf, point, scaled } from '#field/stations/build'

const piston = { max: 15, limits: limitsOf(4, 5, 9, 10) }
const rubberSeal = { max: 6, limits: limitsOf(1.5, 2, 3.5, 4) }
const ldgLevel = { limits: limitsOf(10, 15, 88, 95) }

/** Gas holders, mixing station, oxygen plant and substation: the process values of the energy department. */
export const holderGateway: ModbusStation = {
  code: 'HOLDER-GW',
  name: '能源站数据网关',
  nameEn: 'Energy station data gateway',
  portOffset: 2,
  points: [
    scaled(
      point('GAS1.LT101.L', 'level', ['1#高炉煤气柜柜位', 'BFG holder 1 level'], {
        base: 55,
        noise: 0.05,
        wave: { amplitude: 9, periodS: 3600 },
      }),
      { unitId: 1, address: 0 }
    ),
    scaled(
      point('GAS1.LT102.L', 'level', ['2#高炉煤气柜柜位', 'BFG holder 2 level'], {
        base: 58,
        noise: 0.05,
        wave: { amplitude: 8, periodS: 4100 },
      }),
      { unitId: 1, address: 1 }
    ),
    scaled(
      point(
        'GAS1.PT101.P',
        'pressure',
        ['1#高炉煤气柜压力', 'BFG holder 1 pressure'],
        { base: 7.1, noise: 0.04, wave: { amplitude: 0.4, periodS: 1700 } },
        piston
      ),
      { unitId: 1, address: 2 }
    ),
    scaled(
      point(
        'GAS1.PT102.P',
        'pressure',
        ['2#高炉煤气柜压力', 'BFG holder 2 pressure'],
        {
          base: 7,
          noise: 0.04,
          wave: { amplitude: 0.4, periodS: 1500 },
          fault: { freezes: { everyS: 3600, lengthS: 900 } },
        },
        piston
      ),
      { unitId: 1, address: 3 }
    ),
    scaled(
      point('GAS1.ZT101.TILT', 'tilt', ['1#高炉煤气柜活塞倾斜', 'BFG holder 1 piston tilt'], {
        base: 48,
        noise: 0.8,
        drift: 10,
      }),
      { unitId: 1, address: 4 }
    ),

    float(
      point(
        'GAS2.LT201.L',
        'level',
        ['1#转炉煤气柜柜位', 'LDG holder 1 level'],
        { base: 62, noise: 0.05, wave: { amplitude: 10, periodS: 2200 } },
        ldgLevel
      ),
      { unitId: 2, address: 0 }
    ),
    float(
      point(
        'GAS2.LT202.L',
        'level',
        ['2#转炉煤气柜柜位', 'LDG holder 2 level'],
        { base: 56, noise: 0.05, wave: { amplitude: 9, periodS: 2500 } },
        ldgLevel
      ),
      { unitId: 2, address: 2 }
    ),
    float(
      point(
        'GAS2.PT201.P',
        'pressure',
        ['1#转炉煤气柜压力', 'LDG holder 1 pressure'],
        { base: 2.8, noise: 0.02, wave: { amplitude: 0.2, periodS: 1400 } },
        rubberSeal
      ),
      { unitId: 2, address: 4 }
    ),
    float(
      point(
        'GAS2.PT202.P',
        'pressure',
        ['2#转炉煤气柜压力', 'LDG holder 2 pressure'],
        { base: 2.7, noise: 0.02, wave: { amplitude: 0.2, periodS: 1600 } },
        rubberSeal
      ),
      { unitId: 2, address: 6 }
    ),
    scaled(
      point('GAS2.ZT201.TILT', 'tilt', ['1#转炉煤气柜活塞倾斜', 'LDG holder 1 piston tilt'], {
        base: 55,
        noise: 0.8,
        drift: 12,
      }),
      { unitId: 2, address: 20 }
    ),

    float(
      point('MIX.PT301.P', 'pressure', ['混合煤气总管压力', 'Mixed gas main pressure'], {
        base: 8.6,
        noise: 0.08,
        wave: { amplitude: 0.5, periodS: 1100 },
      }),
      { unitId: 3, address: 0, wordOrder: 'CDAB' }
    ),
    float(
      point('MIX.TT301.T', 'temperature', ['1#加压机轴承温度', 'Booster 1 bearing temperature'], {
        base: 52,
        noise: 0.3,
        wave: { amplitude: 4, periodS: 3000 },
      }),
      { unitId: 3, address: 2, wordOrder: 'CDAB' }
    ),

    float(
      point(
        'OXY1.PT901.P',
        'pressure',
        ['氧气总管压力', 'Oxygen main pressure'],
        { base: 2.0, noise: 0.01, wave: { amplitude: 0.12, periodS: 1300 } },
        { unit: 'MPa', max: 4, limits: limitsOf(0.8, 1.2, 2.6, 3) }
      ),
      { unitId: 4, address: 0 }
    ),
    float(
      point(
        'OXY1.FT901.F',
        'flow',
        ['氧气主管流量', 'Oxygen main flow'],
        { base: 15200, noise: 60, wave: { amplitude: 900, periodS: 1080 } },
        { max: 40000, limits: limitsOf(null, 4500, null, null) }
      ),
      { unitId: 4, address: 2 }
    ),
    scaled(
      point('OXY1.AT901.O2', 'o2', ['制氧厂房氧含量', 'Oxygen hall O2'], { base: 20.95, noise: 0.04, drift: 0.2 }),
      { unitId: 4, address: 20 }
    ),

    scaled(
      point('SUB110.TT951.T', 'temperature', ['1#主变电缆接头温度', 'Transformer 1 cable joint'], {
        base: 42,
        noise: 0.2,
        wave: { amplitude: 6, periodS: 86400 },
      }),
      { unitId: 5, address: 0 }
    ),
    scaled(
      point('SUB110.TT952.T', 'temperature', ['2#主变电缆接头温度', 'Transformer 2 cable joint'], {
        base: 45,
        noise: 0.2,
        wave: { amplitude: 6, periodS: 86400 },
      }),
      { unitId: 5, address: 1 }
    ),
  ],
  fans: [],
}
