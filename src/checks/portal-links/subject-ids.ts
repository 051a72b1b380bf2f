import type { SubjectsInText } from '../subjects.ts';

const UUID = /(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])/gi;

/** Finds the UUIDs in a text, in lower case and each once; pasted URLs and sentences are fine. What holds none is unreadable. */
export function findProviderIds(text: string): SubjectsInText {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const ids = words.flatMap((word) => (word.match(UUID) ?? []).map((id) => id.toLowerCase()));
  return { ids: [...new Set(ids)], unreadable: words.filter((word) => word.match(UUID) === null) };
}
