import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../src/sandbox/postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The superuser's address of the run's PostgreSQL. Tests make databases of their own there: `database.ts`. */
    postgresUrl: string;
  }
}

/** One PostgreSQL for the whole run: real, since nothing else behaves like it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  project.provide('postgresUrl', server.url('postgres'));
  return () => server.stop();
}
