import { readCaFile } from './ca-file.ts';
import { loadPortalLinks } from './check-files.ts';
import type { ConfigFiles } from './config-types.ts';
import { ConfigurationError } from './errors.ts';

/** Every problem of the files that the environment names, for `readConfig` to list with its own. */
export function problemsOfFiles({ portalLinksFile, sqlFile, caFile }: ConfigFiles): readonly string[] {
  return [
    ...problemsOf(() => loadPortalLinks({ settingsFile: portalLinksFile, sqlFile })),
    ...problemsOf(() => readCaFile(caFile)),
  ];
}

function problemsOf(load: () => unknown): readonly string[] {
  try {
    load();
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}
