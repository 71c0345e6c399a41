/**
 * Which way imports may point. Each rule says what would be lost without it.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
export default {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Modules that need each other are one module, or miss a third.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'networking-stands-alone',
      severity: 'error',
      comment: 'The core runs in browser and server alike and knows neither.',
      from: { path: '^packages/networking/src' },
      to: { path: '^(apps|packages/(?!networking)|scripts|e2e|bench)' },
    },
    {
      name: 'networking-is-pure',
      severity: 'error',
      comment: 'No I/O and no user interface in the core; its libraries are named here.',
      from: { path: '^packages/networking/src', pathNot: '(\\.test\\.ts$|/src/testing/)' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'], pathNot: 'node_modules/(zod|ipaddr\\.js)/' },
    },
    {
      name: 'api-knows-only-networking',
      severity: 'error',
      comment: 'The contract is shared by both sides and depends on neither.',
      from: { path: '^packages/api/src' },
      to: { path: '^(apps|packages/(?!api|networking)|scripts|e2e|bench)' },
    },
    {
      name: 'api-is-pure',
      severity: 'error',
      comment: 'The client is given its `fetch`; nothing else of a platform is needed.',
      from: { path: '^packages/api/src', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'], pathNot: 'node_modules/zod/' },
    },
    {
      name: 'pages-are-known-to-routes-only',
      severity: 'error',
      comment: 'What all pages stand in, as the palette, is built before them and does not need one of them.',
      from: {
        path: '^apps/console/src/(app|live|parts|session|shell|theme)/',
        pathNot: '^apps/console/src/app/[^/]*routes\\.tsx$|\\.test\\.tsx?$',
      },
      to: { path: '^apps/console/src/pages/' },
    },
    {
      name: 'console-and-server-meet-in-the-api',
      severity: 'error',
      comment: 'What the two share is the contract.',
      from: { path: '^apps/(console|bff)/src' },
      to: { path: '^apps/(console|bff)/', pathNot: '^apps/$1/' },
    },
    {
      name: 'lab-stands-alone',
      severity: 'error',
      comment: 'A simulator that shares the rules it is to check proves nothing.',
      from: { path: '^packages/lab/src' },
      to: { path: '^(apps|packages/(?!lab)|scripts|e2e|bench)' },
    },
    {
      name: 'lab-is-never-production',
      severity: 'error',
      comment: 'Only the start scripts, tests and benchmarks know the lab.',
      from: { path: '^(apps|packages/(?!lab))', pathNot: '\\.test\\.tsx?$|/testing/|/test/' },
      to: { path: '^packages/lab/' },
    },
    {
      name: 'cluster-access-in-one-place',
      severity: 'error',
      comment: 'Whoever audits what reaches the Kubernetes API reads one folder.',
      from: { path: '^apps/bff/src', pathNot: '^apps/bff/src/cluster/' },
      to: { path: 'node_modules/@kubernetes/' },
    },
    {
      name: 'rules-are-no-business-of-the-lab',
      severity: 'error',
      comment: 'Of the core the lab may know how objects look, and nothing else.',
      from: { path: '^packages/lab/src' },
      to: { path: '^packages/networking/src/(rules|external-ips)/' },
    },
    {
      name: 'tests-are-leaves',
      severity: 'error',
      comment: 'What a product needs does not live in a test.',
      from: { pathNot: '\\.test\\.tsx?$|\\.cases\\.ts$' },
      to: { path: '\\.test\\.tsx?$' },
    },
    {
      name: 'samples-are-for-tests',
      severity: 'error',
      comment: 'Sample objects must not end up in the product.',
      from: {
        path: '^(apps|packages)/',
        pathNot: '\\.test\\.tsx?$|\\.cases\\.ts$|/testing/|/test/|test-setup',
      },
      to: { path: '/src/(testing|test)/' },
    },
    {
      name: 'tools-stay-tools',
      severity: 'error',
      comment: 'What a product runs on is its own dependency, not a development tool of the repository.',
      from: {
        path: '^(apps|packages)/[^/]+/src/',
        pathNot: '\\.test\\.tsx?$|\\.cases\\.ts$|/testing/|/test/|test-setup',
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'type-only'] },
    },
    {
      name: 'no-undeclared-dependencies',
      severity: 'error',
      comment: 'A package says itself what it needs.',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'] },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'An import that leads nowhere is a mistake.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(apps|packages)/[^/]+/dist/' },
    // Type imports are arrows too.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}
