import type { Room } from '#app/kernel/room'
import { registerAreaFacet, registerTile } from '#app/board/tiles'
import { registerKpi } from '#app/reports/index'
import { recorder } from '#modules/personnel/access/recorder'
import { register } from '#modules/personnel/access/register'
import { registerAreaRequirementDefinitions } from '#modules/personnel/definitions/area_requirements'
import { registerCertificateTypeDefinitions } from '#modules/personnel/definitions/certificate_types'
import { registerCompanyDefinitions } from '#modules/personnel/definitions/companies'
import { registerCourseDefinitions } from '#modules/personnel/definitions/courses'
import { registerEquipmentRequirementDefinitions } from '#modules/personnel/definitions/equipment_requirements'
import { registerGateDefinitions } from '#modules/personnel/definitions/gates'
import { registerPeopleDefinitions } from '#modules/personnel/definitions/people'
import { registerPeopleImport } from '#modules/personnel/imports/people'
import { registerAccessIndicator } from '#modules/personnel/indicators'
import { listenToAlarms } from '#modules/personnel/listeners/on_alarms'
import { listenToBypasses } from '#modules/personnel/listeners/on_bypasses'
import { listenToStays } from '#modules/personnel/listeners/on_stays'
import { listenToChanges } from '#modules/personnel/listeners/on_changes'
import { StayWatch } from '#modules/personnel/stay/watch'
import { PermissiveWatch } from '#modules/personnel/permissive_watch'
import { areaFacet, peopleTile } from '#modules/personnel/queries/board_tiles'
import { refusedEntries, trainingCoverage, trainingPassRate } from '#modules/personnel/queries/kpis'
import { registerPersonnelRules } from '#modules/personnel/rules'

const permissives = new PermissiveWatch()
const stays = new StayWatch()

export const room: Room = {
  name: 'personnel',
  register() {
    registerAccessIndicator()
    registerPersonnelRules()
    registerCompanyDefinitions()
    registerCourseDefinitions()
    registerCertificateTypeDefinitions()
    registerGateDefinitions()
    registerAreaRequirementDefinitions()
    registerEquipmentRequirementDefinitions()
    registerPeopleDefinitions()
    registerPeopleImport()
    listenToAlarms()
    listenToChanges()
    listenToBypasses()
    listenToStays()
    registerTile('people', peopleTile)
    registerAreaFacet('personnel', areaFacet)
    registerKpi({ code: 'personnel.training_coverage', unit: '%', target: 100, good: 'up', compute: trainingCoverage })
    registerKpi({ code: 'personnel.training_pass_rate', unit: '%', target: 95, good: 'up', compute: trainingPassRate })
    registerKpi({ code: 'personnel.refused_entries', unit: '1/d', target: null, good: 'down', compute: refusedEntries })
  },
  async ready() {
    await recorder.recover()
    register.watch()
    permissives.start()
    stays.start()
  },
  async shutdown() {
    await permissives.stop()
    await stays.stop()
    register.stop()
    await recorder.stop()
  },
}
