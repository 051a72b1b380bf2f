/** What one part lacks to do its work, in a few words without secret and address; null: nothing. */
export type PartLacks = () => Promise<string | null> | string | null;

export interface Readiness {
  readonly ok: boolean;
  /** Each part with what it lacks, or `ok`. */
  readonly parts: Readonly<Record<string, string>>;
}

/** Makes the function that tells whether the bot can do its work just now, asking all parts at the same time. A part that rejects is not ready. */
export function createReadiness(parts: Readonly<Record<string, PartLacks>>): () => Promise<Readiness> {
  return async () => {
    const found = await Promise.all(
      Object.entries(parts).map(async ([name, lacks]) => [name, await lackOf(lacks)] as const),
    );
    return {
      ok: found.every(([, lack]) => lack === null),
      parts: Object.fromEntries(found.map(([name, lack]) => [name, lack ?? 'ok'])),
    };
  };
}

async function lackOf(lacks: PartLacks): Promise<string | null> {
  try {
    return await lacks();
  } catch {
    // What the other side said may hold anything: a probe is no place for it.
    return 'does not answer';
  }
}
