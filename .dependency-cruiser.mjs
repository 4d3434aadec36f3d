// Two rules that neither the packages' own lists nor the linter can hold. Each area may use those before it.
const inOrder = [
  'names',
  'audit',
  'access',
  'products',
  'officers',
  'signals',
  'evidence',
  'likeness',
  'customers',
  'statements',
  'groups',
  'exposure',
  'documents',
  'facts',
  'registry',
  'visits',
  'tasks',
  'messages',
  'duplicates',
  'applications',
  'scoring',
  'decisions',
  'loans',
  'loan-acts',
  'post-loan-rules',
  'repricing',
  'consents',
  'promotions',
  'timeline',
  'quality',
  'feedback',
  'classification',
  'provisions',
  'inspections',
  'covenants',
  'collection',
  'warnings',
  'monitoring',
  'close',
  'reports',
  'ledger',
  'imports',
  'bank-files',
  'search',
  'analytics',
  'home',
  'jobs',
  'command-line',
]
const usableByAll = new Set(['audit', 'access', 'names', 'jobs'])
const area = (names) => `^apps/api/src/(${names.join('|')})/`

const oneWay = inOrder
  .filter((name) => !usableByAll.has(name))
  .map((name) => ({
    name: `${name}-does-not-lean-forward`,
    comment: 'Areas lean one way, in the order of the business; a two-way need is a missing noun.',
    severity: 'error',
    from: { path: area([name]), pathNot: '\\.test\\.ts$' },
    to: {
      path: area(
        inOrder.slice(inOrder.indexOf(name) + 1).filter((later) => !usableByAll.has(later)),
      ),
    },
  }))
  .filter(({ to }) => to.path !== area([]))

export default {
  forbidden: [
    ...oneWay,
    {
      name: 'apps-share-only-the-router-type',
      comment: 'A browser app knows the API by the type of its router alone.',
      severity: 'error',
      from: { path: '^(apps/(portal|analytics)|packages)/' },
      to: { path: '^apps/api/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'apps-share-no-other-type',
      severity: 'error',
      from: { path: '^(apps/(portal|analytics)|packages)/' },
      to: { path: '^apps/api/', pathNot: '^apps/api/src/router\\.ts$' },
    },
    {
      name: 'apps-are-apart',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: ['^apps/$1/', '^apps/api/src/router\\.ts$'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types'] },
  },
}
