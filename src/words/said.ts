/** A piece of a sentence: text, which may hold names from outside (escape it), or a person, drawn as a mention in Slack and as an id elsewhere. */
export type Part = string | { readonly userId: string };
export type Said = readonly Part[];

/** Writes a sentence in which people may stand: `` said`${{ userId }} is on it` ``. */
export function said(texts: TemplateStringsArray, ...values: readonly (Part | number | Said)[]): Said {
  return merged(texts.flatMap((text, index) => [text, ...partsOf(values[index])]));
}

/** Puts sentences behind one another. */
export function saidWith(separator: string, sentences: readonly Said[]): Said {
  return merged(sentences.flatMap((sentence, index) => (index === 0 ? sentence : [separator, ...sentence])));
}

/** A sentence as text. @param personSaid what stands for a person */
export function textOfSaid(
  sentence: Said,
  personSaid: (userId: string) => string = (userId) => userId,
): string {
  return sentence.map((part) => (typeof part === 'string' ? part : personSaid(part.userId))).join('');
}

function partsOf(value: Part | number | Said | undefined): readonly Part[] {
  if (value === undefined) return [];
  if (typeof value === 'number') return [String(value)];
  return typeof value === 'string' || 'userId' in value ? [value] : value;
}

/** Texts that stand side by side are one. */
function merged(parts: readonly Part[]): Said {
  const together: Part[] = [];
  for (const part of parts) {
    const last = together.at(-1);
    if (typeof part === 'string' && typeof last === 'string') together[together.length - 1] = last + part;
    else if (part !== '') together.push(part);
  }
  return together;
}
