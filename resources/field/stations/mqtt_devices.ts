import type { FieldActuator, MqttDevice } from '#field/station'
import { detector, limitsOf, point, published } from '#field/stations/build'

type Names = [name: string, nameEn: string]

function actuator(code: string, kind: FieldActuator['kind'], [name, nameEn]: Names, delayMs: number): FieldActuator {
  const [areaCode = '', part = ''] = code.split('-')
  const root = `plant/${areaCode}/${part}`
  return { code, areaCode, kind, name, nameEn, commandTopic: `${root}/cmd`, stateTopic: `${root}/state`, delayMs }
}

const driven = (username: string, target: FieldActuator): MqttDevice => ({ username, points: [], actuators: [target] })

const main = { unit: 'Pa', min: -200, max: 400, limits: limitsOf(60, 80, 130, 160) }

/** Wireless detectors and the alarm devices of the gas areas. */
export const mqttDevices: MqttDevice[] = [
  detector(
    'gas2-at203',
    published(
      point('GAS2.AT203.CO', 'co', ['2#转炉煤气柜东侧CO', 'LDG holder 2 east CO'], {
        base: 4,
        noise: 0.7,
        drift: 2,
        gas: { gain: 0.85, delayS: 1.2, lagS: 1.5 },
      })
    )
  ),
  detector(
    'gas2-at204',
    published(
      point('GAS2.AT204.CO', 'co', ['2#转炉煤气柜西侧CO', 'LDG holder 2 west CO'], {
        base: 5,
        noise: 0.7,
        drift: 2,
        gas: { gain: 0.8, delayS: 1.8, lagS: 2 },
      })
    )
  ),
  detector(
    'gas1-st101',
    published(
      point('GAS1.ST101.W', 'wind', ['煤气柜顶风速', 'Wind at holder top'], {
        base: 3.2,
        noise: 0.4,
        wave: { amplitude: 1.5, periodS: 7200 },
      }),
      5_000
    )
  ),
  detector(
    'coke-oven-env',
    published(
      point('COKE-OVEN.AT411.CO', 'co', ['焦炉炉顶CO', 'Oven top CO'], {
        base: 10,
        noise: 1.2,
        wave: { amplitude: 4, periodS: 900 },
      })
    ),
    published(
      point(
        'COKE-OVEN.PT411.P',
        'pressure',
        ['集气管压力', 'Collecting main pressure'],
        { base: 105, noise: 2, wave: { amplitude: 8, periodS: 500 } },
        main
      )
    )
  ),
  detector(
    'oxy1-analyser',
    published(
      point('OXY1.AT902.O2', 'o2', ['液氧泵间氧含量', 'Liquid oxygen pump room O2'], {
        base: 20.95,
        noise: 0.04,
        drift: 0.2,
      }),
      2_000
    ),
    published(
      point('OXY1.AT903.C2H2', 'c2h2', ['液氧乙炔含量', 'Acetylene in liquid oxygen'], {
        base: 0.03,
        noise: 0.002,
        drift: 0.01,
      }),
      5_000
    )
  ),
  detector(
    'sub110-env',
    published(
      point('SUB110.TT953.T', 'temperature', ['电缆夹层温度', 'Cable floor temperature'], {
        base: 31,
        noise: 0.2,
        wave: { amplitude: 4, periodS: 86_400 },
      }),
      5_000
    )
  ),
  driven('gas2-siren', actuator('GAS2-SIREN', 'siren', ['煤气区二声光报警器', 'Gas area 2 siren'], 300)),
  driven('gas2-beacon', actuator('GAS2-BEACON', 'beacon', ['煤气区二警示灯', 'Gas area 2 beacon'], 200)),
  driven('gas2-door', actuator('GAS2-DOOR', 'door', ['煤气区二门禁闭锁', 'Gas area 2 door lock'], 600)),
  driven('gas1-siren', actuator('GAS1-SIREN', 'siren', ['煤气区一声光报警器', 'Gas area 1 siren'], 300)),
]
