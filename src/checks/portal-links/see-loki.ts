import type { EpochMs } from '../../diagnosis/time.ts';
import type { LinesAnswer } from '../questions.ts';
import type { SubjectRow } from './delivery-rows.ts';
import type { LokiFacts } from './facts.ts';
import type { LineAttributor } from './line-attribution.ts';
import { maskerOf } from './masking.ts';
import { verificationsOf } from './see-provider.ts';
import type { PortalLinksSettings } from './settings.ts';

/** Facts are kept of every provider: of thousands of lines that are nobody's, the newest are enough. */
const MOST_UNCLEAR_LINES = 100;

type Line = LokiFacts['lines'][number];

/** Loki's answer, indexed once for all providers. Raw lines end here. */
export interface SeenLines {
  /** @param row what the database tells of the provider; null: nothing */
  of(subjectId: string, row: SubjectRow | null): LokiFacts;
  /** All failure lines that fit several providers, or nobody. Oldest first. */
  readonly unclear: readonly Line[];
  readonly seen: LokiFacts['seen'];
}

/** A line at its place among all of them. */
interface Placed {
  readonly at: number;
  readonly line: Line;
}

/** A line that a provider fits. */
interface Fitting extends Placed {
  /** null: the line is about the provider itself, or shared. */
  readonly recipientKey: string | null;
}

/**
 * Looks at Loki's answer as of an instant: nothing later counts.
 * @param attributor null where the database did not tell whom there is: then nobody knows whose a line is
 */
export function seeLines(
  answer: LinesAnswer,
  asOfMs: EpochMs,
  attributor: LineAttributor | null,
  settings: PortalLinksSettings,
): SeenLines {
  const lines = answer.lines.filter(({ atMs }) => atMs <= asOfMs);
  const { unclear, fitting } = sorted(lines, attributor);
  const listed = unclear.slice(-MOST_UNCLEAR_LINES);
  const listedLines = listed.map(({ line }) => line);
  const seen = (phrase: string) => lines.filter((line) => line.phrase === phrase).length;
  const common = {
    isCut: listed.length < unclear.length,
    seen: {
      'link-creation-failed': seen(settings.loki.linkCreationFailed),
      'send-failed': seen(settings.loki.sendFailed),
    },
    coveredFromMs: answer.coveredFromMs,
    apps: answer.apps.map(({ app, newestLineAtMs }) => ({ app, newestLineAtMs })),
    logging: answer.logging.map(({ window, lineCountByApp, runLineCount }) => ({
      window,
      lineCountByApp: { ...lineCountByApp },
      runLineCount,
    })),
  };

  /** The provider's own lines among the unclear ones, in the order of all. */
  function linesWith(own: readonly Fitting[], row: SubjectRow | null): Line[] {
    const mask = maskerOf(row?.recipients ?? []);
    const verified = row === null ? new Map<string, EpochMs>() : verificationsOf(row, asOfMs);
    const ownPlaces = new Set(own.map(({ at }) => at));
    const ownLines = own.map(({ at, line, recipientKey }): Placed => {
      if (recipientKey === null) return { at, line };
      return { at, line: { ...line, recipient: mask(recipientKey), isVerified: verified.has(recipientKey) } };
    });
    return [...listed.filter(({ at }) => !ownPlaces.has(at)), ...ownLines]
      .sort((a, b) => a.at - b.at)
      .map(({ line }) => line);
  }

  return {
    of(subjectId, row) {
      const own = fitting.get(subjectId);
      // Most providers have no line of their own: they share one list.
      return { lines: own === undefined ? listedLines : linesWith(own, row), ...common };
    },
    unclear: unclear.map(({ line }) => line),
    seen: common.seen,
  };
}

/** Sorts lines by whom they fit. A shared one is among the unclear ones, and with each provider that it fits. */
function sorted(
  lines: LinesAnswer['lines'],
  attributor: LineAttributor | null,
): { readonly unclear: readonly Placed[]; readonly fitting: ReadonlyMap<string, readonly Fitting[]> } {
  const unclear: Placed[] = [];
  const fitting = new Map<string, Fitting[]>();
  for (const [at, line] of lines.entries()) {
    const found = attributor?.attribute(line) ?? null;
    if (found === null) continue;
    const { kind, attribution } = found;
    const base = { kind, atMs: line.atMs, app: line.app, recipient: null, isVerified: null };
    if (attribution.belongs === 'one') {
      const { providerId, recipientKey } = attribution;
      fit(providerId, { at, line: { ...base, belongs: 'subject' }, recipientKey });
      continue;
    }
    unclear.push({ at, line: { ...base, belongs: attribution.belongs } });
    if (attribution.belongs === 'nobody') continue;
    const withSubject: Fitting = {
      at,
      line: { ...base, belongs: 'shared-with-subject' },
      recipientKey: null,
    };
    for (const id of attribution.providerIds) fit(id, withSubject);
  }
  return { unclear, fitting };

  function fit(providerId: string, placed: Fitting): void {
    const list = fitting.get(providerId);
    if (list === undefined) fitting.set(providerId, [placed]);
    else list.push(placed);
  }
}
