import type { DoctorFact } from '../diagnosis/doctor-facts.ts';
import type { DoctorPart, ExaminedPart } from './doctor-part.ts';
import { printable } from '../words/printable.ts';
import type { Session } from './session.ts';

type Sight = Pick<Session, 'out' | 'style' | 'words'>;

/** Prints one part: whether it is well, or works but wants looking at, how long that took, what was found, and what to do. */
export function showPart(
  id: DoctorPart['id'],
  { facts, hint, warning, unset }: ExaminedPart,
  elapsedMs: number,
  sight: Sight,
): void {
  const { out, style } = sight;
  const { doctor } = sight.words;
  const name = style('bold', doctor.parts[id]);
  if (unset !== null) {
    out(`${style('dim', '–')} ${name} ${style('dim', doctor.notConfigured(unset))}`);
    return;
  }
  const isWell = warning === undefined ? style('green', '✓') : style('yellow', '!');
  const mark = hint === null ? isWell : style('red', '✗');
  out(`${mark} ${name} ${style('dim', `${elapsedMs} ms`)}`);
  showFacts(facts, sight);
  for (const said of [hint, warning ?? null]) {
    if (said !== null) out(`    ${style('yellow', printable(said))}`);
  }
}

/** Prints facts, a line each. */
export function showFacts(facts: readonly DoctorFact[], { out, words }: Sight): void {
  for (const [name, value] of facts.map(words.doctor.fact)) out(`    ${printable(`${name}: ${value}`)}`);
}
