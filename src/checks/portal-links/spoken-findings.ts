import type { Finding } from '../../diagnosis/verdict.ts';
import type { PortalLinksWords, Speech, VerdictWords } from './words.ts';

/** The words of a verdict's finding. Throws for a code that the catalogue does not know. */
export function findingWords(finding: Finding, words: PortalLinksWords, speech: Speech): VerdictWords {
  const say: (params: never, speech: Speech) => VerdictWords = entryOf(words.verdicts, finding.code);
  return say(paramsOf<never>(finding), speech);
}

/** The words of a side finding. Throws for a code that the catalogue does not know. */
export function sideWords(finding: Finding, words: PortalLinksWords, speech: Speech): string {
  const say: (params: never, speech: Speech) => string = entryOf(words.sides, finding.code);
  return say(paramsOf<never>(finding), speech);
}

/** The parameters of a finding. Findings are kept as JSON: this is the one place that trusts that a code's parameters have its shape. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- whoever asks knows the code, and with it the shape
export function paramsOf<Params>(finding: Finding): Params {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the rules wrote them under this code, typed by it
  return finding.params as unknown as Params;
}

/** The entry of a catalogue by codes. Throws for a code that it does not know. */
export function entryOf<Catalogue extends object>(
  catalogue: Catalogue,
  code: string,
): Catalogue[keyof Catalogue] {
  if (!isKeyOf(catalogue, code)) throw new Error(`there are no words for the finding "${code}"`);
  return catalogue[code];
}

/** Whether a catalogue by codes knows this one. */
export function isKeyOf<Catalogue extends object>(
  catalogue: Catalogue,
  code: string,
): code is keyof Catalogue & string {
  return Object.hasOwn(catalogue, code);
}
