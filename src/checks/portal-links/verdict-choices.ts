import type { FailureParams, SendFailedParams, VerdictCode } from './findings.ts';
import type { Lack } from './view.ts';

// Which of its phrases a catalogue says. The choice is the same in every language; only the phrases differ.

/** Their statements hold figures and dates, or change with them. That of any other verdict is the same for all who have it. */
const WITH_FIGURES: ReadonlySet<string> = new Set<VerdictCode>([
  'inconclusive',
  'below-threshold',
  'not-due-yet',
  'send-failed',
  'sender-not-running',
  'on-schedule',
]);

export function holdsFigures(code: string): boolean {
  return WITH_FIGURES.has(code);
}

/** What to do where sources could not tell enough: only what helps. */
export type AdviceAfterLack = 'check-without-window' | 'check-when-answering' | 'judge-next' | 'check-later';

export function adviceAfterLack(lacking: readonly Lack[]): AdviceAfterLack {
  if (lacking.includes('window-too-short')) return 'check-without-window';
  if (lacking.some((lack) => lack.endsWith('-not-ok'))) return 'check-when-answering';
  return lacking.some((lack) => lack.endsWith('-reach')) ? 'judge-next' : 'check-later';
}

/** Nothing that anybody could mend: time alone brings the next proof. */
const NOT_MENDABLE: readonly Lack[] = [
  'enrolled-at-slot',
  'settings-changed',
  'near-threshold',
  'below-threshold-at-slot',
  'verified-since-slot',
  'shared-failure',
];

/** What to do about a missed slot without a cause. */
export type AdviceWithoutCause = 'judge-next' | 'check-without-window' | 'mend';

export function adviceWithoutCause(lacking: readonly Lack[]): AdviceWithoutCause {
  if (lacking.every((lack) => NOT_MENDABLE.includes(lack))) return 'judge-next';
  return lacking.includes('window-too-short') ? 'check-without-window' : 'mend';
}

/** What is known of the missed slots that a failure does not explain. */
export type RestOfMissed = 'no-rest' | 'not-known' | 'all-traceless' | 'all-traced' | 'some-traceless';

export function restOfMissed({ missed, explained, traceless }: FailureParams): RestOfMissed {
  const rest = missed - explained;
  if (rest === 0) return 'no-rest';
  if (traceless === null) return 'not-known';
  if (traceless === rest) return 'all-traceless';
  return traceless === 0 ? 'all-traced' : 'some-traceless';
}

/** Whom the mail failed for. */
export type Share = 'of-unknown' | 'some' | 'the-only' | 'all';

export function shareFailed({ failed, recipients }: SendFailedParams): Share {
  if (recipients === null) return 'of-unknown';
  if (failed < recipients) return 'some';
  return recipients === 1 ? 'the-only' : 'all';
}

/** `send-failed` says how much it explains only where slots were missed. */
export function isFailure(params: Partial<FailureParams>): params is FailureParams {
  return params.missed !== undefined;
}
