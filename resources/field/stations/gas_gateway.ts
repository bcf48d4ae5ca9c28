import type { ModbusStation } from '#field/station'
import { limitsOf, point, scaled } from '#field/stations/build'

/** The gas detection controller: fixed detectors of the gas areas, and the fan of gas area 2. One unit for each area. */
export const gasGateway: ModbusStation = {
  code: 'GAS-GW',
  name: '煤气检测网关',
  nameEn: 'Gas detection gateway',
  portOffset: 0,
  points: [
    scaled(
      point('GAS1.AT101.CO', 'co', ['1#煤气柜CO', 'BFG holder 1 CO'], {
        base: 5,
        noise: 0.7,
        drift: 2,
        gas: { gain: 0.9, delayS: 1, lagS: 2 },
      }),
      { unitId: 1, address: 0 }
    ),
    scaled(
      point('GAS1.AT102.CO', 'co', ['2#煤气柜CO', 'BFG holder 2 CO'], {
        base: 6,
        noise: 0.7,
        drift: 2,
        gas: { gain: 0.8, delayS: 2, lagS: 3 },
      }),
      { unitId: 1, address: 1 }
    ),
    scaled(
      point('GAS1.AT103.O2', 'o2', ['煤气区一氧含量', 'Gas area 1 O2'], { base: 20.9, noise: 0.03, drift: 0.05 }),
      { unitId: 1, address: 2 }
    ),

    scaled(
      point('GAS2.AT201.CO', 'co', ['1#转炉煤气柜东侧CO', 'LDG holder 1 east CO'], {
        base: 6,
        noise: 0.8,
        drift: 2,
        wave: { amplitude: 2, periodS: 1500 },
        gas: { gain: 1, delayS: 0, lagS: 1 },
      }),
      { unitId: 2, address: 0 }
    ),
    scaled(
      point('GAS2.AT202.CO', 'co', ['1#转炉煤气柜西侧CO', 'LDG holder 1 west CO'], {
        base: 5,
        noise: 0.8,
        drift: 2,
        wave: { amplitude: 1.5, periodS: 1900 },
        gas: { gain: 0.9, delayS: 0.8, lagS: 1.5 },
      }),
      { unitId: 2, address: 1 }
    ),
    scaled(
      point('GAS2.AT205.O2', 'o2', ['煤气区二氧含量', 'Gas area 2 O2'], { base: 20.9, noise: 0.03, drift: 0.05 }),
      { unitId: 2, address: 2 }
    ),

    scaled(
      point(
        'MIX.AT301.CO',
        'co',
        ['加压机房东CO', 'Booster hall east CO'],
        { base: 8, noise: 1, drift: 2 },
        { max: 1000 }
      ),
      { unitId: 3, address: 0 }
    ),
    scaled(
      point(
        'MIX.AT302.CO',
        'co',
        ['加压机房西CO', 'Booster hall west CO'],
        { base: 7, noise: 1, drift: 2, gap: { everyS: 2400, lengthS: 4 } },
        { max: 1000 }
      ),
      { unitId: 3, address: 1 }
    ),
    scaled(
      point('MIX.AT303.LEL', 'lel', ['混合站可燃气', 'Mixing station combustible gas'], {
        base: 2,
        noise: 0.3,
        drift: 1,
      }),
      { unitId: 3, address: 2 }
    ),

    scaled(point('COKE-GAS.AT401.CO', 'co', ['鼓风机室CO', 'Exhauster room CO'], { base: 9, noise: 1, drift: 3 }), {
      unitId: 4,
      address: 10,
    }),
    scaled(
      point('COKE-GAS.AT402.H2S', 'h2s', ['脱硫塔硫化氢', 'Desulphurisation tower H2S'], {
        base: 0.8,
        noise: 0.1,
        drift: 0.3,
        fault: 'dead',
      }),
      { unitId: 4, address: 11 }
    ),
    scaled(
      point(
        'COKE-GAS.AT403.O2',
        'o2',
        ['电捕焦油器前煤气含氧', 'COG O2 before tar filter'],
        { base: 0.35, noise: 0.02, drift: 0.1 },
        { max: 5, limits: limitsOf(null, null, 0.8, 1.5) }
      ),
      { unitId: 4, address: 12 }
    ),
    scaled(
      point(
        'CONV-GAS.AT511.O2',
        'o2',
        ['转炉煤气回收含氧', 'LDG O2 before holder'],
        { base: 0.4, noise: 0.03, wave: { amplitude: 0.15, periodS: 1080 } },
        { max: 5, limits: limitsOf(null, null, 1, 2) }
      ),
      { unitId: 5, address: 0 }
    ),
    scaled(
      point('CONV-GAS.AT512.CO', 'co', ['回收风机房CO', 'Recovery fan room CO'], { base: 7, noise: 0.9, drift: 2 }),
      { unitId: 5, address: 1 }
    ),
  ],
  fans: [
    {
      code: 'GAS2-FAN',
      areaCode: 'GAS2',
      name: '煤气区二轴流风机',
      nameEn: 'Gas area 2 ventilation fan',
      unitId: 2,
      coil: 0,
      readbackCoil: 1,
    },
  ],
}
