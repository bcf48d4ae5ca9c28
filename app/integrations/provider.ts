import env from '#start/env'
import type { Room } from '#app/kernel/room'
import { registerEquipmentImport } from '#app/integrations/imports/equipment'
import { registerMesStopDefinitions } from '#app/integrations/stops/definitions'
import { MesClient } from '#app/integrations/stops/mes_client'
import { StopRunner } from '#app/integrations/stops/stop_runner'

let stops: StopRunner | null = null

export const room: Room = {
  name: 'integrations',
  register() {
    registerEquipmentImport()
    registerMesStopDefinitions()
  },
  async ready() {
    const url = env.get('MES_URL')
    stops = new StopRunner(url ? new MesClient({ url, token: env.get('MES_TOKEN') }) : null)
    stops.start()
  },
  async shutdown() {
    await stops?.stop()
  },
}
