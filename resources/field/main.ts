/**
 * The simulated field of the demo plant: Modbus gateways and MQTT devices, each in processes of its own, which the
 * product meets over their protocols only. Runs until SIGTERM.
 */
import { ordinaryDay } from '#field/control'
import { FieldFolder } from '#field/control_file'
import { brokerUrl, fieldFolderPath, mailPort, modbusPort } from '#field/environment'
import { modbusStations, mqttDevices } from '#field/stations'
import { Supervisor, type Part } from '#field/supervisor'

const folder = new FieldFolder(fieldFolderPath())
folder.writeControl(ordinaryDay())
folder.writeFans([])

const parts: Part[] = [
  ...modbusStations.map(({ code }) => ({ name: code, args: ['gateway', code] })),
  { name: 'detectors', args: ['devices', 'detectors'] },
  { name: 'actuators', args: ['devices', 'actuators'] },
  ...(mailPort() === null ? [] : [{ name: 'mailbox', args: ['mailbox'] }]),
]
const script = new URL(import.meta.url.endsWith('.ts') ? './part.ts' : './part.js', import.meta.url)
const supervisor = new Supervisor(script, (line) => console.error(`field: ${line}`))

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, () => void supervisor.stop().then(() => process.exit(0)))

await supervisor.start(parts)
const last = modbusPort() + modbusStations.length - 1
console.log(`field: Modbus TCP on ${modbusPort()}-${last}, ${mqttDevices.length} MQTT devices to ${brokerUrl()}`)
