import { z } from 'zod';

const uuid = z.guid();

/** Whether a row may have this id. PostgreSQL refuses to compare a uuid with anything else; nothing is kept under that. */
export function isUuid(id: string): boolean {
  return uuid.safeParse(id).success;
}
