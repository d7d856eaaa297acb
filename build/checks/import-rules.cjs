/**
 * The arrows of the house (docs/ARCHITECTURE.md, section 2), checked over every file. Two floors, three arrows:
 * renderer -> shared, electron -> shared, electron -> simulators (host.ts and the demo command only).
 */
const testFile = '\\.test\\.tsx?$';
const never = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });
const npm = (allowed) => ({
  dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
  pathNot: `node_modules/(${allowed})/`,
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    never('no-circular', {}, { circular: true }, 'A circle has no first part to understand.'),
    never(
      'no-unresolvable',
      {},
      { couldNotResolve: true, pathNot: '^electron$' },
      'An import that leads nowhere.',
    ),

    never(
      'shared-is-pure',
      { path: '^shared/', pathNot: testFile },
      { dependencyTypes: ['core'] },
      'shared/ runs anywhere: no node:*.',
    ),
    never(
      'shared-stays-below',
      { path: '^shared/', pathNot: testFile },
      { path: '^(electron|renderer|simulators|tests|build)/|node_modules/electron/' },
      'shared/ is the lower floor.',
    ),
    never(
      'domain-imports-zod-only',
      { path: '^shared/domain/', pathNot: testFile },
      { path: '^shared/(?!domain/)' },
      'The domain knows nothing above it.',
    ),
    never('domain-packages', { path: '^shared/domain/', pathNot: testFile }, npm('zod'), 'Only zod.'),
    never(
      'mapping-imports',
      { path: '^shared/mapping/', pathNot: testFile },
      { path: '^shared/(sync|ipc)/' },
      'Mapping knows the domain only.',
    ),
    never(
      'mapping-packages',
      { path: '^shared/mapping/', pathNot: testFile },
      npm('libphonenumber-js|zod'),
      'Only libphonenumber-js.',
    ),
    never(
      'sync-knows-no-ipc',
      { path: '^shared/sync/', pathNot: testFile },
      { path: '^shared/ipc/' },
      'The core does not know who asks.',
    ),
    never(
      'sync-packages',
      { path: '^shared/sync/', pathNot: testFile },
      npm('zod'),
      'The core is ours alone.',
    ),
    never(
      'ipc-knows-plan-and-ports-only',
      { path: '^shared/ipc/', pathNot: testFile },
      { path: '^shared/(mapping/|sync/(?!plan\\.ts|ports\\.ts|ledger-port\\.ts))' },
      'The contract knows data, not the engine.',
    ),

    never(
      'connectors-and-storage-stay-apart',
      { path: '^electron/(connectors|storage)/', pathNot: testFile },
      { path: '^electron/(services|main|preload|job|cli)/|^electron/host\\.ts$|^simulators/' },
      'They serve, they do not ask.',
    ),
    never(
      'shopify-knows-no-acumatica',
      { path: '^electron/connectors/shopify/', pathNot: testFile },
      { path: '^electron/(connectors/acumatica|storage)/' },
      'Two connectors, no shared mistakes.',
    ),
    never(
      'acumatica-knows-no-shopify',
      { path: '^electron/connectors/acumatica/', pathNot: testFile },
      { path: '^electron/(connectors/shopify|storage)/' },
      'Two connectors, no shared mistakes.',
    ),
    never(
      'storage-knows-no-connector',
      { path: '^electron/storage/', pathNot: testFile },
      { path: '^electron/connectors/' },
      'Storage stores.',
    ),
    never(
      'services-know-no-window',
      { path: '^electron/services/', pathNot: testFile },
      { path: '^electron/(main|preload|job|cli)/|^electron/host\\.ts$|^simulators/' },
      'Services run without a window.',
    ),
    never(
      'only-main-touches-electron',
      { path: '^(electron|renderer|shared|simulators)/', pathNot: '^electron/(main|preload)/' },
      { path: '^electron$|node_modules/electron/' },
      'The shell is the sole importer of electron.',
    ),
    never(
      'shell-goes-through-the-host',
      { path: '^electron/(main|preload)/' },
      { path: '^electron/(connectors|storage|services)/|^simulators/' },
      'The shell stays thin.',
    ),
    never(
      'only-the-demo-knows-simulators',
      { path: '^electron/', pathNot: `^electron/(host\\.ts|demo\\.ts|cli/)|${testFile}` },
      { path: '^simulators/' },
      'The product never depends on its twins.',
    ),

    never(
      'renderer-imports',
      { path: '^renderer/', pathNot: testFile },
      {
        path: '^(electron|simulators|tests|build)/|^shared/(mapping/|sync/(?!plan\\.ts|ports\\.ts|ledger-port\\.ts))',
      },
      'The page sees data and the contract.',
    ),
    never(
      'renderer-has-no-node',
      { path: '^renderer/', pathNot: testFile },
      { dependencyTypes: ['core'] },
      'The page is sandboxed.',
    ),

    never(
      'simulators-share-nothing',
      { path: '^simulators/', pathNot: testFile },
      { path: '^(shared|electron|renderer|tests|build)/' },
      'A twin that shares code shares mistakes.',
    ),
    never(
      'simulators-packages',
      { path: '^simulators/', pathNot: testFile },
      npm('graphql'),
      'graphql and Node only.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.d.ts', '.json'],
    },
  },
};
