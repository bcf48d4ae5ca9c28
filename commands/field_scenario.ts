import { args, BaseCommand } from '@adonisjs/core/ace'

export default class FieldScenario extends BaseCommand {
  static commandName = 'field:scenario'
  static description = 'Let something happen in the simulated field of the demo plant; `list` shows what there is'
  static help = ['{{ binaryName }} field:scenario gas_leak']

  @args.string({ description: 'Name of the scenario, or `list`' })
  declare name: string

  async run() {
    const { scenarios, withScenario } = await import('#field/scenarios')
    if (this.name === 'list') {
      for (const { name, description } of scenarios) this.logger.log(`${name.padEnd(14)} ${description}`)
      return
    }
    const { FieldFolder } = await import('#field/control_file')
    const { fieldFolderPath } = await import('#field/environment')
    const folder = new FieldFolder(fieldFolderPath())
    const control = withScenario(folder.control(), this.name)
    if (!control) {
      this.logger.error(`there is no scenario ${this.name}; there are ${scenarios.map(({ name }) => name).join(', ')}`)
      this.exitCode = 1
      return
    }
    folder.writeControl(control)
    this.logger.success(`${this.name}: ${scenarios.find(({ name }) => name === this.name)!.description}`)
  }
}
