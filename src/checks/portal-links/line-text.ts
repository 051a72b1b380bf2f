/**
 * What follows a phrase in a log line, once for each place where the phrase stands.
 * A line may be a JSON object, or an object in a JSON string of one (as container runtimes wrap them): the text is then taken
 * from the JSON strings, unescaped, and ends where its string ends. Any other line is taken as it is.
 */
export function textsAfter(line: string, phrase: string): readonly string[] {
  const texts = jsonStrings(line) ?? [line];
  return texts.flatMap((text) => {
    const at = text.indexOf(phrase);
    return at === -1 ? [] : [text.slice(at + phrase.length).trimStart()];
  });
}

/** All strings of a JSON object or array, at any depth; null where the line is no such thing. */
function jsonStrings(line: string): string[] | null {
  const trimmed = line.trim();
  if (!trimmed.startsWith('{') && !trimmed.startsWith('[')) return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(trimmed);
  } catch {
    // Not JSON after all: a plain line may begin with a bracket. It is matched as plain text, nothing is lost.
    return null;
  }
  return stringsIn(parsed);
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return jsonStrings(value) ?? [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(stringsIn);
  return [];
}
