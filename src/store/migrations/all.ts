import type { Migration } from 'kysely/migration';
import { diagnoses } from './0001-diagnoses.ts';
import { observations } from './0002-observations.ts';
import { audit } from './0003-audit.ts';

/** Every migration by its name, in order. One that was released is never changed, only followed by another. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-diagnoses': diagnoses,
  '0002-observations': observations,
  '0003-audit': audit,
};
