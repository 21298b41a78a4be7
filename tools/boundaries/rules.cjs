// Who may import whom. Every rule is an error, is written so that a module is guarded from the day it appears, and has a known-bad
// import under fixtures/ that must make it fire: a boundary test that has never failed proves nothing.
const { modules, readers } = require('./module-order.json')

const MODULE = '^server/src/modules/([^/]+)/'
const TEST = '\\.test\\.tsx?$'
const FIXTURES = '/fixtures\\.ts$'
const anyOf = (names) => `(${names.join('|')})`

/** One rule a module, all of the same name: nothing to its right in the one list. */
const layersInOrder = modules.slice(0, -1).map((name, place) => ({
  name: 'layers-in-order',
  severity: 'error',
  comment:
    'Left is used by right, never the other way. A wish in the other direction is a ledger entry that the left one subscribes to.',
  from: { path: `^server/src/modules/${name}/` },
  to: { path: `^server/src/modules/${anyOf(modules.slice(place + 1))}/` },
}))

const readersOnlyListen = [
  {
    name: 'readers-only-listen',
    severity: 'error',
    comment: 'Readers follow the ledger: they know the contracts of others and nothing more.',
    from: { path: `^server/src/modules/${anyOf(readers)}/`, pathNot: TEST },
    to: {
      path: '^server/src/modules/',
      pathNot: [`^server/src/modules/${anyOf(readers)}/`, '^server/src/modules/[^/]+/contract/'],
    },
  },
  {
    name: 'readers-only-listen',
    severity: 'error',
    comment: 'No module knows a reader: switching one off changes nothing for the others.',
    from: { path: `^server/src/modules/${anyOf(modules)}/` },
    to: { path: `^server/src/modules/${anyOf(readers)}/` },
  },
]

module.exports = {
  forbidden: [
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      // React Router's and Vite's own modules exist only while they build.
      to: { couldNotResolve: true, pathNot: '^virtual:|^\\./\\+types/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'module-is-listed',
      severity: 'error',
      comment: 'A module has its place in module-order.json before it has code.',
      from: { path: `^server/src/modules/(?!${anyOf([...modules, ...readers])}/)[^/]+/` },
      to: {},
    },
    ...layersInOrder,
    ...readersOnlyListen,
    {
      name: 'module-by-its-face',
      severity: 'error',
      comment: 'Another module is reached only through index.ts or contract/; tests may build with its fixtures.ts.',
      from: { path: MODULE, pathNot: [TEST, FIXTURES] },
      to: {
        path: '^server/src/modules/',
        pathNot: [
          '^server/src/modules/$1/',
          '^server/src/modules/[^/]+/index\\.ts$',
          '^server/src/modules/[^/]+/contract/',
        ],
      },
    },
    {
      name: 'module-by-its-face',
      severity: 'error',
      from: { path: MODULE },
      to: {
        path: '^server/src/modules/',
        pathNot: [
          '^server/src/modules/$1/',
          '^server/src/modules/[^/]+/(index|fixtures)\\.ts$',
          '^server/src/modules/[^/]+/contract/',
        ],
      },
    },
    {
      name: 'face-is-types-only',
      severity: 'error',
      comment: 'Modules call each other through an injected API; only types may be imported.',
      from: { path: MODULE, pathNot: [TEST, FIXTURES] },
      to: {
        path: '^server/src/modules/[^/]+/index\\.ts$',
        pathNot: '^server/src/modules/$1/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'only-app-joins-modules',
      severity: 'error',
      comment:
        'Whatever else needs a module asks the app for it; pure words (contract, domain) may be read by commands.',
      from: { path: '^server/src/', pathNot: ['^server/src/app\\.ts$', '^server/src/modules/', TEST] },
      to: {
        path: '^server/src/modules/',
        pathNot: '^server/src/modules/[^/]+/(contract|domain)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'No framework, no input or output, no clock. The shipped official calendar is a constant.',
      from: { path: '^server/src/modules/([^/]+)/domain/', pathNot: TEST },
      to: { pathNot: ['^server/src/modules/$1/(domain|contract)/', '^server/src/kernel/', '^data/holidays/'] },
    },
    {
      name: 'contract-is-plain',
      severity: 'error',
      from: { path: '^server/src/modules/[^/]+/contract/', pathNot: TEST },
      to: { pathNot: ['^server/src/modules/[^/]+/contract/', '^server/src/kernel/', '(^|node_modules/)typebox(/|$)'] },
    },
    {
      name: 'only-store-speaks-sql',
      severity: 'error',
      from: { path: MODULE, pathNot: ['/store/', TEST] },
      to: { path: '(^|node_modules/)(kysely|pg)(/|$)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'entry-points-use-actions',
      severity: 'error',
      from: { path: '^server/src/modules/([^/]+)/(http|jobs|subscribers)/', pathNot: TEST },
      to: { path: '^server/src/modules/$1/(store|domain)/' },
    },
    {
      name: 'layers-point-inward',
      severity: 'error',
      comment: 'Entry points (http, jobs, subscribers) call actions and queries; nothing calls them.',
      from: { path: '^server/src/modules/([^/]+)/(actions|queries|store|domain|contract)/', pathNot: TEST },
      to: { path: '^server/src/modules/$1/(http|jobs|subscribers)/' },
    },
    {
      name: 'store-is-the-bottom',
      severity: 'error',
      from: { path: '^server/src/modules/([^/]+)/store/', pathNot: TEST },
      to: { path: '^server/src/modules/', pathNot: '^server/src/modules/$1/(store|domain|contract)/' },
    },
    {
      name: 'entry-points-stay-apart',
      severity: 'error',
      from: { path: '^server/src/modules/([^/]+)/(http|jobs|subscribers)/', pathNot: TEST },
      to: { path: '^server/src/modules/$1/(http|jobs|subscribers)/', pathNot: '^server/src/modules/$1/$2/' },
    },
    {
      name: 'platform-knows-no-module',
      severity: 'error',
      comment: 'Its tests may stand on the whole program: the harness, and what modules build for tests.',
      from: { path: '^server/src/platform/', pathNot: TEST },
      to: { path: '^server/src/(modules/|app\\.ts|seed\\.ts|cli/)' },
    },
    {
      name: 'platform-knows-no-module',
      severity: 'error',
      from: { path: '^server/src/platform/' },
      to: { path: '^server/src/(modules/|cli/)', pathNot: '/fixtures\\.ts$' },
    },
    {
      name: 'kernel-is-the-floor',
      severity: 'error',
      from: { path: '^server/src/kernel/' },
      to: { path: '^server/src/(platform|modules|cli|web)/' },
    },
    {
      name: 'fixtures-are-for-tests',
      severity: 'error',
      comment: 'Test builders, the test harness and the test runner stay out of the program.',
      from: { path: '^(server|web)/', pathNot: [TEST, FIXTURES, '^server/test/'] },
      to: { path: ['^server/src/.*/fixtures\\.ts$', '^server/test/', '(^|node_modules/)(vitest|fast-check)(/|$)'] },
    },
    {
      name: 'features-do-not-meet',
      severity: 'error',
      from: { path: '^web/([^/]+)/src/features/([^/]+)/' },
      to: { path: '^web/[^/]+/src/features/', pathNot: '^web/$1/src/features/$2/' },
    },
    {
      name: 'modules-form-a-dag',
      severity: 'error',
      scope: 'folder',
      from: { path: '^server/src/modules/[^/]+$' },
      to: { circular: true, path: '^server/src/modules/[^/]+$' },
    },
    {
      name: 'web-sees-contracts-only',
      severity: 'error',
      comment: 'Kernel types arrive through a contract that uses them.',
      from: { path: '^web/' },
      to: { path: '^server/', pathNot: '^server/src/modules/[^/]+/contract/' },
    },
    {
      name: 'web-flows-one-way',
      severity: 'error',
      from: { path: '^web/[^/]+/src/(features|shared)/' },
      to: { path: '^web/[^/]+/src/app/' },
    },
    {
      name: 'shared-pages-know-no-feature',
      severity: 'error',
      from: { path: '^web/[^/]+/src/shared/' },
      to: { path: '^web/[^/]+/src/features/' },
    },
    {
      name: 'web-parts-in-order',
      severity: 'error',
      comment: 'ui and client know nobody, forms know them, portal and workbench know all three and never each other.',
      from: { path: '^web/(ui|client|forms|portal|workbench)/' },
      to: { path: '^web/(portal|workbench)/', pathNot: '^web/$1/' },
    },
    {
      name: 'web-parts-in-order',
      severity: 'error',
      from: { path: '^web/(ui|client)/' },
      to: { path: '^web/(ui|client|forms)/', pathNot: '^web/$1/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(build|dist|\\.react-router|test-results|playwright-report)/|^tools/boundaries/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json'],
    },
  },
}
