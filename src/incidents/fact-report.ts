import { said, type Said } from '../words/said.ts';
import type { BodyOf, Fact } from './fact.ts';
import { declaredWhile, factSentence } from './fact-sentence.ts';
import { withoutOwn } from './blast-radius.ts';
import { isOf, type FactOf } from './fact-search.ts';
import { incidentBefore, othersBefore } from './history.ts';
import type { FactReport, SaidLine } from './incident-report.ts';
import type { Incident } from './incident.ts';
import { reopeningAsked } from './reopening.ts';
import { ofSameLook } from './same-look.ts';
import { isAtOdds } from './status.ts';
import { headlineOf, nounOf, stillNotWell, type IncidentTelling } from './telling.ts';
import { isToldWithAnother } from './told-at-once.ts';

/** More are named in a line of their own. */
const MOST_WITH_EVIDENCE = 6;
const MOST_PICTURES = 3;
/** In a message that names those for whom the opening had no room. */
const MOST_NAMED = 8;
/** Verdicts that others have, each with a button; others are counted. */
const MOST_ADDABLE = 8;

type Evidence = FactReport['evidenceOf'][number];

/**
 * What one fact says in the thread, for people of one language; null: the thread is silent about it. It is the same whatever has happened since,
 * but for the headline. Pure.
 * @param incident as it is by now
 */
export function factReportOf(fact: Fact, incident: Incident, telling: IncidentTelling): FactReport | null {
  const { body } = fact;
  switch (body.kind) {
    case 'opened':
      return openedReport(fact, body, incident, telling);
    case 'subject-added':
      // The opening says who it is about, as far as there is room.
      return body.why === 'opening'
        ? namingReport(fact, incident, telling)
        : subjectReport(fact, body, incident, telling);
    case 'verdict-changed':
      return askingToReopen(subjectReport(fact, body, incident, telling), fact, incident, telling);
    case 'still-not-well':
      return askingToReopen(report(fact, incident, telling, {}), fact, incident, telling);
    case 'others-seen':
      return othersReport(fact, incident, telling);
    case 'status-changed': {
      const warning = declaredWhile(body, fact.seq, incident, telling);
      const lines = warning === null ? [] : [plain([warning])];
      return report(fact, incident, telling, { lines, isForChannel: body.to === 'resolved' });
    }
    case 'reopened':
      return report(fact, incident, telling, { isForChannel: true });
    case 'resolution-proposed':
      return report(fact, incident, telling, { proposesResolution: true });
    case 'note':
      return report(fact, incident, telling, { label: telling.words.labels.note(fact.seq) });
    case 'event':
      return report(fact, incident, telling, { label: telling.words.labels.event(fact.seq) });
    case 'nudged': {
      const lines = [plain(nudgeSaid(fact, incident, telling))];
      return {
        ...report(fact, incident, telling, { lines }),
        offersReopening: isAtOdds(incidentBefore(incident, fact.seq)),
      };
    }
    case 'source-failed':
      return isToldWithAnother(fact, incident.facts) ? null : report(fact, incident, telling, {});
    case 'subject-removed':
    case 'source-back':
    case 'lead-taken':
    case 'severity-changed':
    case 'corrected':
    case 'withdrawn':
    case 'channel-back':
    case 'unreadable':
    case 'root-lost':
      return report(fact, incident, telling, {});
    case 'postmortem-written':
    case 'channel-closed':
      return null;
  }
}

/** What a report has besides the fact's own sentence. */
interface Further {
  /** In front of the sentence; left out: none. */
  readonly label?: string;
  /** Behind it. */
  readonly lines?: readonly SaidLine[];
  readonly quoted?: FactReport['quoted'];
  readonly isForChannel?: boolean;
  readonly evidenceOf?: readonly Evidence[];
  readonly furtherLines?: readonly SaidLine[];
  readonly addable?: FactReport['addable'];
  readonly proposesResolution?: boolean;
}

function report(fact: Fact, incident: Incident, telling: IncidentTelling, further: Further): FactReport {
  const { label = null, lines = [], isForChannel = false } = further;
  const sentence = dated(fact, incident, telling);
  const headline = headlineOf(incident, telling);
  return {
    // In the channel it stands without its root message.
    lines: [{ label: isForChannel ? headline : label, said: sentence }, ...lines],
    summary: said`${headline}: ${sentence}`,
    quoted: further.quoted ?? null,
    isForChannel,
    evidenceOf: further.evidenceOf ?? [],
    furtherLines: further.furtherLines ?? [],
    picturesOf: [],
    addable: further.addable ?? [],
    proposesResolution: further.proposesResolution ?? false,
    offersReopening: false,
  };
}

/** Where a fact shows that it is not resolved, whoever leads is asked beneath it. */
function askingToReopen(
  own: FactReport,
  fact: Fact,
  incident: Incident,
  telling: IncidentTelling,
): FactReport {
  const asked = reopeningAsked(fact, incident, telling);
  if (asked === null) return own;
  return { ...own, furtherLines: [...own.furtherLines, plain(asked)], offersReopening: true };
}

/** What an incident was opened with: who says so, since when, and the evidence of each subject. */
function openedReport(
  fact: Fact,
  opened: BodyOf<'opened'>,
  incident: Incident,
  telling: IncidentTelling,
): FactReport {
  const { words, dates } = telling;
  const { labels } = words;
  const { summary, detectedAtMs } = opened;
  const subjects = openedWith(incident);
  const shown = subjects.slice(0, MOST_WITH_EVIDENCE).map((added) => ({
    ...added.body,
    line: { label: null, said: factSentence(added, incident, telling), state: stateOf(added.body) },
  }));
  const rest = subjects.slice(MOST_WITH_EVIDENCE);
  const lines: readonly SaidLine[] = [
    { label: labels.reported, said: reportedSaid(opened, telling) },
    ...(detectedAtMs === null ? [] : [{ label: labels.detected, said: [dates.zoned(detectedAtMs)] }]),
  ];
  const quoted = summary === '' ? null : { label: labels.summary, text: summary };
  const furtherLines = [
    ...shown.filter(({ diagnosisId }) => diagnosisId === null).map(({ line }) => line),
    ...(rest.length === 0 ? [] : [plain([words.moreBelow(rest.length)])]),
  ];
  const evidenceOf = shown.flatMap(evidenceIn);
  return {
    ...report(fact, incident, telling, { lines, quoted, evidenceOf, furtherLines }),
    picturesOf: evidenceOf.slice(0, MOST_PICTURES),
  };
}

/** What whoever leads is asked: nothing that is resolved is to be closed while somebody is not well. */
function nudgeSaid({ seq }: Fact, incident: Incident, telling: IncidentTelling): Said {
  const { words } = telling;
  const before = incidentBefore(incident, seq);
  const who = { userId: before.leadUserId ?? before.openedByUserId };
  const notWell = stillNotWell(before, telling);
  return isAtOdds(before) && notWell !== null
    ? words.nudgeToReopen(who, notWell)
    : words.nudge(who, before.status === 'resolved');
}

/** Those for whom the opening's message has no room are named behind it, some in each message: the first of them speaks for all of its message. */
function namingReport(fact: Fact, incident: Incident, telling: IncidentTelling): FactReport | null {
  const rest = openedWith(incident).slice(MOST_WITH_EVIDENCE);
  const index = rest.findIndex(({ seq }) => seq === fact.seq);
  if (index < 0 || index % MOST_NAMED !== 0) return null;
  const lines = rest.slice(index, index + MOST_NAMED).map((added): SaidLine => {
    const said = factSentence(added, incident, telling);
    return { label: null, said, state: stateOf(added.body) };
  });
  return { ...report(fact, incident, telling, {}), lines };
}

function openedWith({ facts }: Incident): readonly FactOf<'subject-added'>[] {
  return facts.filter(isOf('subject-added')).filter(({ body }) => body.why === 'opening');
}

/** When it was reported, and by whom. */
export function reportedSaid(
  { reportedAtMs, reportedBy }: Pick<Incident, 'reportedAtMs' | 'reportedBy'>,
  { words, dates }: IncidentTelling,
): Said {
  const by =
    reportedBy === null ? null : reportedBy.kind === 'user' ? { userId: reportedBy.userId } : reportedBy.name;
  return words.root.reported(dates.zoned(reportedAtMs), by);
}

/** One about one subject: its sentence is the evidence's, where there is a diagnosis to show. */
function subjectReport(
  fact: Fact,
  seen: BodyOf<'subject-added' | 'verdict-changed'>,
  incident: Incident,
  telling: IncidentTelling,
): FactReport {
  const line = { label: null, said: dated(fact, incident, telling), state: stateOf(seen) };
  const evidenceOf = evidenceIn({ ...seen, line });
  return {
    ...report(fact, incident, telling, { evidenceOf }),
    lines: evidenceOf.length === 0 ? [line] : [],
  };
}

/**
 * Told where it grew, and at the opening also where nobody else has any of the verdicts, if that is sure. What one look saw of several verdicts is
 * told at once, by the first fact of it.
 */
function othersReport(fact: Fact, incident: Incident, telling: IncidentTelling): FactReport | null {
  const seen = ofSameLook(fact, incident, 'others-seen');
  if (seen[0]?.seq !== fact.seq) return null;
  const { words } = telling;
  const grown = seen.filter((each) => hasGrown(each, incident));
  if (grown.length > 0) {
    const rest = grown.slice(MOST_ADDABLE);
    const count = rest.reduce((sum, { body }) => sum + body.others.length, 0);
    const noun = nounOf(
      rest.map(({ body }) => body),
      telling,
    );
    return {
      ...report(fact, incident, telling, {
        addable: grown.slice(0, MOST_ADDABLE).map((each) => ({
          seq: each.seq,
          line: { label: words.labels.others, said: othersSentence(each, incident, telling) },
        })),
      }),
      lines: rest.length === 0 ? [] : [plain([words.moreVerdicts(count, rest.length, noun)])],
    };
  }
  const isFirst = !incident.facts.some((each) => isOf('others-seen')(each) && each.seq < fact.seq);
  const isNobody = seen.every(({ body }) => body.others.length === 0 && body.ofSubjects !== null);
  if (!isFirst || !isNobody) return null;
  return report(fact, incident, telling, { label: words.labels.others });
}

function hasGrown({ seq, body }: FactOf<'others-seen'>, incident: Incident): boolean {
  const before = othersBefore(incident, body, seq)?.body.others ?? [];
  const known = new Set(before.map(({ subjectId }) => subjectId));
  return body.others.some(({ subjectId }) => !known.has(subjectId));
}

function othersSentence(seen: FactOf<'others-seen'>, incident: Incident, telling: IncidentTelling): Said {
  const { seq, body } = seen;
  const before = othersBefore(incident, body, seq)?.body.others ?? [];
  // Whoever has come in since is none of those any more.
  const { everSubjects } = incidentBefore(incident, seq);
  const left = withoutOwn(everSubjects, body.checkId, before).length;
  const sentence = dated(seen, incident, telling);
  return left === 0 ? sentence : said`${sentence} · ${telling.words.othersBefore(left)}`;
}

function dated(fact: Fact, incident: Incident, telling: IncidentTelling): Said {
  return said`${factSentence(fact, incident, telling)} · ${telling.dates.zoned(fact.atMs)}`;
}

function stateOf({ standing }: BodyOf<'subject-added' | 'verdict-changed'>): NonNullable<SaidLine['state']> {
  return standing.outcome.state;
}

function evidenceIn({
  checkId,
  subjectId,
  diagnosisId,
  line,
}: Omit<Evidence, 'diagnosisId'> & { readonly diagnosisId: string | null }): readonly Evidence[] {
  return diagnosisId === null ? [] : [{ checkId, subjectId, diagnosisId, line }];
}

function plain(sentence: Said): SaidLine {
  return { label: null, said: sentence };
}
