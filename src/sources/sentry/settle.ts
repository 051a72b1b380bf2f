import { SourceError } from '../../errors.ts';

export interface Settled<Value> {
  readonly value: Value;
  readonly failure: SourceError | null;
}

/** Lets one list fail without the others, and remembers that it did. */
export async function settle<Value>(work: Promise<Value>, otherwise: Value): Promise<Settled<Value>> {
  try {
    return { value: await work, failure: null };
  } catch (error) {
    if (error instanceof SourceError) return { value: otherwise, failure: error };
    throw error;
  }
}
