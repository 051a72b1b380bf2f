import { isBuiltin } from 'node:module';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importsOf, resolved, specifiersIn, type ModuleImports } from './support/imports.ts';

const ROOT = new URL('../', import.meta.url);

/** A part of the house, and what it may import besides itself. */
interface Zone {
  readonly name: string;
  readonly files: RegExp;
  /** Names of zones. */
  readonly mayImport: readonly string[];
  /** Packages from npm; any where left out. */
  readonly packages?: readonly string[];
  /** Modules of Node; any where left out. */
  readonly builtins?: readonly string[];
  /** Its folders do not know one another. */
  readonly isSplit?: boolean;
}

const INNER = [
  'diagnosis',
  'configuration problems',
  'words',
  'check contracts',
  'errors',
  'source contract',
];

/** The directions of docs/architecture.md. A file belongs to the first zone that matches it. */
const ZONES: readonly Zone[] = [
  { name: 'diagnosis', files: /^src\/diagnosis\//, mayImport: [], packages: [], builtins: [] },
  {
    name: 'schedules',
    files: /^src\/schedules\//,
    mayImport: ['diagnosis'],
    packages: ['cron-parser', 'luxon'],
    builtins: [],
  },
  {
    name: 'configuration problems',
    files: /^src\/(?:configuration-problems|requirements)\.ts$/,
    mayImport: ['diagnosis'],
    packages: [],
    builtins: [],
  },
  {
    name: 'words',
    files: /^src\/words\//,
    mayImport: ['diagnosis', 'configuration problems'],
    packages: ['luxon'],
    builtins: [],
  },
  {
    name: 'check contracts',
    files: /^src\/checks\/[^/]+$/,
    mayImport: ['diagnosis', 'words'],
    packages: ['zod'],
    builtins: [],
  },
  {
    name: 'checks',
    files: /^src\/checks\//,
    mayImport: ['diagnosis', 'schedules', 'configuration problems', 'words', 'check contracts'],
    packages: ['zod', 'luxon'],
    builtins: [],
    isSplit: true,
  },
  {
    name: 'errors',
    files: /^src\/errors\.ts$/,
    mayImport: ['diagnosis', 'configuration problems'],
    packages: [],
    builtins: [],
  },
  {
    name: 'digest contracts',
    files: /^src\/digests\/(?:fleet-run|digest|digest-report|digests|memory|subscription|trend)\.ts$/,
    mayImport: ['diagnosis', 'words', 'check contracts'],
    packages: [],
    builtins: [],
  },
  {
    name: 'digests',
    files: /^src\/digests\//,
    mayImport: ['diagnosis', 'words', 'check contracts', 'source contract', 'digest contracts'],
    packages: [],
    builtins: ['node:crypto'],
  },
  {
    name: 'incident contracts',
    files: /^src\/incidents\/(?:fact|incident|incidents|clocks|postmortem|memory|incident-report)\.ts$/,
    mayImport: ['diagnosis', 'words', 'check contracts'],
    packages: [],
    builtins: [],
  },
  {
    name: 'incidents',
    files: /^src\/incidents\//,
    mayImport: [
      'diagnosis',
      'words',
      'check contracts',
      'source contract',
      'digest contracts',
      'incident contracts',
      'investigation',
    ],
    packages: ['luxon'],
    builtins: ['node:crypto'],
  },
  {
    name: 'metrics',
    files: /^src\/metrics\//,
    mayImport: ['diagnosis', 'check contracts'],
    packages: ['prom-client'],
    builtins: [],
  },
  { name: 'operation', files: /^src\/operation\//, mayImport: ['diagnosis'], packages: [], builtins: [] },
  {
    name: 'request context',
    files: /^src\/request-context\.ts$/,
    mayImport: [],
    packages: [],
    builtins: ['node:async_hooks'],
  },
  {
    name: 'source contract',
    files: /^src\/sources\/source\.ts$/,
    mayImport: ['diagnosis', 'check contracts'],
    packages: [],
    builtins: [],
  },
  {
    name: 'postgres',
    files: /^src\/postgres-connection\.ts$/,
    mayImport: ['errors'],
    packages: ['pg'],
  },
  {
    name: 'sources',
    files: /^src\/sources\//,
    mayImport: ['diagnosis', 'check contracts', 'errors', 'source contract', 'postgres', 'request context'],
    packages: ['axios', 'axios-retry', 'p-queue', 'pg', 'zod'],
    isSplit: true,
  },
  {
    name: 'slack',
    files: /^src\/slack\//,
    mayImport: [
      'diagnosis',
      'words',
      'check contracts',
      'digest contracts',
      'incident contracts',
      'errors',
      'access',
    ],
    packages: ['@slack/bolt', '@slack/types', '@slack/web-api', 'luxon', 'undici', 'zod'],
  },
  { name: 'access', files: /^src\/access\//, mayImport: ['diagnosis'], packages: [], builtins: [] },
  {
    name: 'pictures',
    files: /^src\/pictures\//,
    mayImport: ['diagnosis', 'check contracts', 'digest contracts'],
    packages: ['@resvg/resvg-js', 'dejavu-fonts-ttf', 'luxon', 'p-limit', 'vega', 'vega-lite'],
    builtins: ['node:events', 'node:module', 'node:worker_threads'],
  },
  {
    name: 'directory',
    files: /^src\/directory\//,
    mayImport: ['diagnosis', 'words', 'check contracts', 'source contract'],
    packages: [],
    builtins: [],
  },
  {
    name: 'investigation',
    files: /^src\/investigation\//,
    mayImport: ['diagnosis', 'check contracts', 'digest contracts', 'source contract', 'request context'],
    packages: [],
    builtins: ['node:crypto'],
  },
  {
    name: 'store',
    files: /^src\/store\//,
    mayImport: [
      'diagnosis',
      'words',
      'check contracts',
      'digest contracts',
      'incident contracts',
      'incidents',
      'errors',
      'postgres',
    ],
    packages: ['kysely', 'p-limit', 'pg', 'zod'],
  },
  {
    name: 'jobs',
    files: /^src\/jobs\//,
    mayImport: [
      'diagnosis',
      'schedules',
      'words',
      'check contracts',
      'digest contracts',
      'incident contracts',
      'incidents',
      'source contract',
      'errors',
      'request context',
      'postgres',
      'store',
      'slack',
    ],
    packages: ['pg', 'pg-boss', 'uuid', 'zod'],
    builtins: ['node:crypto'],
  },
  {
    name: 'handlers',
    files: /^handlers\//,
    mayImport: [
      'diagnosis',
      'schedules',
      'words',
      'check contracts',
      'digest contracts',
      'digests',
      'incident contracts',
      'incidents',
      'errors',
      'access',
      'directory',
      'slack',
      'investigation',
    ],
    packages: ['@slack/bolt', '@slack/web-api', 'zod'],
  },
  {
    name: 'process',
    files:
      /^src\/(?:clock|config|config-types|configuration-words|environment-schema|log|scrubbing|setting-descriptions\.es|telemetry|unmet-requirement)\.ts$/,
    mayImport: ['diagnosis', 'configuration problems', 'errors', 'source contract', 'access', 'words'],
    packages: ['@sentry/node', 'pino', 'zod'],
    builtins: ['node:fs', 'node:tls'],
  },
  {
    // Runs in browsers. What it shares with the stand-ins is data and types only.
    name: 'shared with the page',
    files: /^src\/sandbox\/(?:stand-ins\/slack\/client-api|case-001\/providers)\.ts$/,
    mayImport: [],
    packages: [],
    builtins: [],
  },
  {
    name: 'page bundle',
    files: /^src\/sandbox\/page\/bundle\.ts$/,
    mayImport: [],
    packages: ['vite'],
    builtins: ['node:url'],
  },
  {
    // Browser tests find by these what stands on the page.
    name: 'page words',
    files: /^src\/sandbox\/page\/words\//,
    mayImport: ['words', 'shared with the page'],
    packages: [],
    builtins: [],
  },
  {
    name: 'page',
    files: /^src\/sandbox\/page\//,
    mayImport: ['words', 'shared with the page', 'page words'],
    packages: ['react', 'react-dom', 'slack-blocks-to-jsx', 'zod'],
    builtins: [],
  },
  {
    name: 'sandbox',
    files: /^src\/sandbox\//,
    mayImport: [
      ...INNER,
      'schedules',
      'checks',
      'digest contracts',
      'digests',
      'incident contracts',
      'incidents',
      'access',
      'postgres',
      'slack',
      'pictures',
      'investigation',
      'store',
      'jobs',
      'handlers',
      'bot',
      'process',
      'rim',
      'shared with the page',
      'page bundle',
      'page words',
    ],
  },
  {
    name: 'bot',
    files: /^src\/bot(?:\.ts$|\/)/,
    mayImport: [
      ...INNER,
      'schedules',
      'digest contracts',
      'digests',
      'incident contracts',
      'incidents',
      'metrics',
      'operation',
      'access',
      'directory',
      'slack',
      'pictures',
      'investigation',
      'store',
      'jobs',
      'handlers',
      'process',
      'rim',
    ],
  },
  {
    name: 'rim',
    files:
      /^src\/(?:(?:assembly|digest-assembly|incident-assembly|ca-file|check-files|cli|config-files|generate|instrument|main)\.ts$|terminal\/|generate\/)/,
    mayImport: [
      ...INNER,
      'request context',
      'schedules',
      'checks',
      'sources',
      'digest contracts',
      'digests',
      'incident contracts',
      'incidents',
      'metrics',
      'jobs',
      'access',
      'directory',
      'slack',
      'pictures',
      'investigation',
      'store',
      'postgres',
      'process',
      'bot',
    ],
  },
];

const zoneOf = (path: string): Zone | undefined => ZONES.find(({ files }) => files.test(path));

/** "@slack/bolt" of "@slack/bolt/dist/App.js" */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** The folder right below the zone's own; null for a file of the zone itself. */
function folderIn({ files }: Zone, path: string): string | null {
  const [folder = '', ...rest] = path.replace(files, '').split('/');
  return rest.length === 0 ? null : folder;
}

/** Why a module may not import something; null where it may. */
function objectionTo(path: string, imported: string): string | null {
  const zone = zoneOf(path);
  if (zone === undefined) return 'it belongs to no zone';
  if (isBuiltin(imported)) {
    return zone.builtins?.includes(imported) === false ? `${zone.name} uses no ${imported}` : null;
  }
  const target = zoneOf(imported);
  if (target === undefined) {
    if (/^(?:\.\.|src|handlers|test)\//.test(imported)) return 'what it imports belongs to no zone';
    return zone.packages?.includes(packageOf(imported)) === false
      ? `${zone.name} uses no package ${imported}`
      : null;
  }
  if (target !== zone) {
    return zone.mayImport.includes(target.name) ? null : `${zone.name} may not import ${target.name}`;
  }
  const folder = folderIn(zone, imported);
  const isForeign = zone.isSplit === true && folder !== null && folder !== folderIn(zone, path);
  return isForeign ? `${zone.name} know nothing of one another` : null;
}

function violationsIn(modules: readonly ModuleImports[]): readonly string[] {
  return modules.flatMap(({ path, imports }) =>
    imports.flatMap((imported) => {
      const objection = objectionTo(path, imported);
      return objection === null ? [] : [`${path} imports ${imported}: ${objection}`];
    }),
  );
}

describe('imports point one way', () => {
  const modules = importsOf(ROOT, ['src/**/*.{ts,tsx}', 'handlers/**/*.ts']);

  it('in every file', () => {
    expect(violationsIn(modules)).toEqual([]);
  });

  it('and every zone and every kind of import was really looked at', () => {
    const zones = new Set(modules.map(({ path }) => zoneOf(path)));
    expect(zones).toEqual(new Set(ZONES));
    expect(modules.find(({ path }) => path === 'src/bot.ts')?.imports).toEqual(
      expect.arrayContaining(['handlers/index.ts', 'node:crypto', 'pino', 'src/bot/upkeep.ts']),
    );
    expect(modules.find(({ path }) => path === 'src/cli.ts')?.imports).toContain('src/assembly.ts');
  });

  it.each([
    ['src/diagnosis/rules.ts', 'src/errors.ts'],
    ['src/diagnosis/rules.ts', 'zod'],
    ['src/diagnosis/rules.ts', 'node:crypto'],
    ['src/words/dates.ts', 'src/checks/check.ts'],
    ['src/checks/check.ts', 'src/checks/portal-links/words.ts'],
    ['src/checks/portal-links/rules.ts', 'src/sources/source.ts'],
    ['src/checks/portal-links/rules.ts', 'node:fs'],
    ['src/checks/portal-links/rules.ts', 'axios'],
    ['src/checks/portal-links/rules.ts', 'src/checks/another/rules.ts'],
    ['src/sources/sentry/api.ts', 'src/checks/portal-links/settings.ts'],
    ['src/sources/sentry/api.ts', 'src/sources/loki/loki-api.ts'],
    ['src/sources/sentry/api.ts', 'src/config.ts'],
    ['src/sources/source.ts', 'src/sources/http.ts'],
    ['src/slack/blocks.ts', 'src/investigation/investigation.ts'],
    ['src/slack/blocks.ts', 'src/store/store.ts'],
    ['src/access/access.ts', 'src/slack/people.ts'],
    ['src/access/access.ts', 'zod'],
    ['src/pictures/timeline-spec.ts', 'src/checks/portal-links/timeline.ts'],
    ['src/pictures/timeline-spec.ts', 'src/slack/blocks.ts'],
    ['src/pictures/timeline-svg.ts', 'axios'],
    ['src/slack/blocks.ts', 'src/pictures/timeline-picture.ts'],
    ['src/investigation/investigate.ts', 'src/sources/loki/loki-source.ts'],
    ['src/investigation/investigate.ts', 'src/store/store.ts'],
    ['src/store/store.ts', 'src/investigation/investigation.ts'],
    ['handlers/index.ts', 'src/store/store.ts'],
    ['handlers/index.ts', 'src/sources/source.ts'],
    ['handlers/index.ts', 'src/checks/portal-links/index.ts'],
    ['src/cli.ts', 'handlers/index.ts'],
    ['src/assembly.ts', 'handlers/index.ts'],
    ['src/main.ts', 'src/sandbox/world.ts'],
    ['src/generate.ts', 'src/sandbox/world.ts'],
    ['src/assembly.ts', 'test/support/case-001.ts'],
    ['src/unheard-of/new.ts', 'src/errors.ts'],
  ])('%s would be caught importing %s', (path, imported) => {
    expect(violationsIn([{ path, imports: [imported] }])).toHaveLength(1);
  });

  it.each([
    ['src/checks/portal-links/rules.ts', 'src/checks/portal-links/view.ts'],
    ['src/sources/sentry/api.ts', 'src/sources/http.ts'],
    ['src/sources/loki/loki-api.ts', 'axios'],
    ['src/slack/app.ts', '@slack/web-api/dist/errors.js'],
    ['src/bot.ts', 'handlers/index.ts'],
    ['src/sandbox/demo.ts', 'src/sandbox/world.ts'],
  ])('%s may import %s', (path, imported) => {
    expect(violationsIn([{ path, imports: [imported] }])).toEqual([]);
  });

  it.each([
    ['a statement', "import { a } from '../a.ts';", '../a.ts'],
    ['a type', "import type { A } from '../a.ts';", '../a.ts'],
    ['several lines', "import {\n  a,\n  b as c,\n} from '../a.ts';", '../a.ts'],
    ['a comment inside', "import {\n  a, // don't;\n} from '../a.ts';", '../a.ts'],
    ['everything', "import * as a from '../a.ts';", '../a.ts'],
    ['a side effect', "import '../a.ts';", '../a.ts'],
    ['JSON', "import a from './a.json' with { type: 'json' };", './a.json'],
    ['a re-export', "export { a } from '../a.ts';", '../a.ts'],
    ['a re-export of everything', "export * from '../a.ts';", '../a.ts'],
    ['a late import', "  const { a } = await import('../a.ts');", '../a.ts'],
    ['a late import over two lines', "await import(\n  '../a.ts'\n);", '../a.ts'],
    ['a type in passing', "let a: import('../a.ts').A;", '../a.ts'],
    ['the place of a package', "const a = import.meta.resolve('a');", 'a'],
  ])('sees %s', (_, text, specifier) => {
    expect(specifiersIn(`const first = 'line';\n${text}\nconst last = "line";`)).toEqual([specifier]);
  });

  it('resolves what is relative, and nothing else', () => {
    expect(resolved('src/a/b.ts', '../c.ts')).toBe('src/c.ts');
    expect(resolved('src/a/b.ts', 'node:fs')).toBe('node:fs');
  });

  it('only the entry points read the environment', () => {
    const readers = modules
      .map(({ path }) => path)
      .filter((path) => !path.startsWith('src/sandbox/'))
      .filter((path) => readFileSync(new URL(path, ROOT), 'utf8').includes('process.env'));
    expect(readers.toSorted()).toEqual(['src/cli.ts', 'src/instrument.ts', 'src/main.ts']);
  });
});
