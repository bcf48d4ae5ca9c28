/**
 * The floors of the house (docs/architecture.md) as rules that run. Imports point down; a room is entered by its face.
 * `tests/architecture` keeps a seeded violation for each rule.
 */
const FLOORS = [
  ['app/kernel'],
  ['app/audit'],
  ['app/identity'],
  ['app/plant', 'app/attachments'],
  ['app/notifications', 'app/forms', 'app/workflow'],
  ['app/rules', 'app/predictions', 'app/reports', 'app/integrations', 'app/backup', 'app/bypasses'],
  ['app/board'],
  ['modules/personnel', 'modules/telemetry'],
  ['modules/permits', 'modules/hazards'],
  ['modules/drills', 'modules/risks'],
]
const ROOMS = FLOORS.flat()
const anyOf = (paths) => `^(${paths.join('|')})/`

/** The engine and historian threads touch no framework and no ORM: a page must never delay a siren. */
const THREADS = '^modules/telemetry/(engine|historian|drivers|broker)/'

const upward = FLOORS.flatMap((rooms, floor) => {
  const above = FLOORS.slice(floor + 1).flat()
  if (above.length === 0) return []
  return [{ name: `no-import-upward-from-floor-${floor}`, severity: 'error', from: { path: anyOf(rooms) }, to: { path: anyOf(above) } }]
})

const siblings = FLOORS.flatMap((rooms) =>
  rooms
    .filter(() => rooms.length > 1)
    .map((room) => ({
      name: `siblings-know-only-events-${room.replace('/', '-')}`,
      severity: 'error',
      from: { path: `^${room}/` },
      to: { path: anyOf(rooms.filter((other) => other !== room)), pathNot: '/events\\.ts$' },
    }))
)

/** Registries that lower engines hold for higher rooms are part of their face. */
const FACES = [
  '/(index|events|provider)\\.ts$',
  '^app/kernel/',
  '^app/plant/definitions\\.ts$',
  '^app/board/(tiles|mine|snapshot|blind_spots)\\.ts$',
  '^app/integrations/imports\\.ts$',
  '^app/rules/(registry|running|definition|machine)\\.ts$',
]

const faces = ROOMS.map((room) => ({
  name: `enter-by-the-face-${room.replace('/', '-')}`,
  severity: 'error',
  from: { path: '^(app|modules)/', pathNot: `^${room}/` },
  to: { path: `^${room}/`, pathNot: FACES.join('|') },
}))

module.exports = {
  forbidden: [
    { name: 'no-unresolvable', severity: 'error', from: { pathNot: '^(kiosk|build)/' }, to: { couldNotResolve: true } },
    { name: 'no-circular', severity: 'error', from: { path: '^(app|modules)/' }, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    ...upward,
    ...siblings,
    ...faces,
    {
      name: 'threads-touch-no-framework',
      severity: 'error',
      from: { path: THREADS },
      to: { path: '(@adonisjs|sqlite3|^app/(audit|identity|plant|notifications|board|reports|integrations)/|^config/|^start/)' },
    },
    {
      name: 'screens-import-types-only',
      severity: 'error',
      from: { path: '^(kiosk|tui)/' },
      to: { path: '^(app|modules|config|start|database)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nobody-imports-the-composition',
      severity: 'error',
      from: { path: '^(app|modules)/' },
      to: { path: '^start/', pathNot: '^start/env\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|node_modules|storage|tmp|public)/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
}
