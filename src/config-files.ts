import { readCaFile } from './ca-file.ts';
import { loadPortalLinks } from './check-files.ts';
import type { ConfigFiles } from './config-types.ts';
import type { ConfigurationProblem } from './configuration-problems.ts';
import { ConfigurationError } from './errors.ts';

/** Every problem of the files that the environment names, for `readConfig` to list with its own. */
export function problemsOfFiles({
  portalLinksFile,
  sqlFile,
  caFile,
}: ConfigFiles): readonly ConfigurationProblem[] {
  return [
    ...problemsOf(() => loadPortalLinks({ settingsFile: portalLinksFile, sqlFile })),
    ...problemsOf(() => readCaFile(caFile)),
  ];
}

function problemsOf(load: () => unknown): readonly ConfigurationProblem[] {
  try {
    load();
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}
