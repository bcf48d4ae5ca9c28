import { importCommand } from '#app/integrations/imports/import_command'

export default importCommand('points')
