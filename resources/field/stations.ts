import type { FieldPoint, ModbusStation } from '#field/station'
import { furnaceGateway } from '#field/stations/furnace_gateway'
import { gasGateway } from '#field/stations/gas_gateway'
import { holderGateway } from '#field/stations/holder_gateway'
import { mqttDevices } from '#field/stations/mqtt_devices'

/**
 * The simulated field of the demo plant: every station with its points, addresses and topics. The definitions in
 * `resources/plant/demo` (points, sources, outputs, credentials) must agree with it; a test compares them.
 */
export const modbusStations: ModbusStation[] = [gasGateway, furnaceGateway, holderGateway]
export { mqttDevices }

export const fieldPoints: FieldPoint[] = [
  ...modbusStations.flatMap((station) => station.points),
  ...mqttDevices.flatMap((device) => device.points),
]
