import { z } from 'zod';
import type { EpochMs } from '../diagnosis/time.ts';

/** A check as somebody asked for it, and nothing of who did. */
export interface AskedCheck {
  readonly checkId: string;
  readonly subjectIds: readonly string[];
  /** null: now. */
  readonly asOfMs: EpochMs | null;
  /** null: as far as the check needs. */
  readonly windowMs: number | null;
}

export const askedCheck = z.object({
  checkId: z.string(),
  subjectIds: z.array(z.string()),
  asOfMs: z.number().nullable(),
  windowMs: z.number().nullable(),
}) satisfies z.ZodType<AskedCheck>;

/** What somebody waits for. */
export type Asked = (AskedCheck & { readonly kind: 'check' }) | { readonly kind: 'digest' };

export const asked: z.ZodType<Asked> = z.discriminatedUnion('kind', [
  askedCheck.extend({ kind: z.literal('check') }),
  z.object({ kind: z.literal('digest') }),
]);
