import { said, type Said } from '../words/said.ts';
import type { BodyOf, Fact } from './fact.ts';
import { declaredWhile, factSentence } from './fact-sentence.ts';
import { withoutOwn } from './blast-radius.ts';
import { isOf } from './fact-search.ts';
import { incidentBefore, othersBefore } from './history.ts';
import type { FactReport, SaidLine } from './incident-report.ts';
import type { Incident } from './incident.ts';
import { headlineOf, listSaid, subjectSaid, type IncidentTelling } from './telling.ts';

/** More are named in a line of their own. */
const MOST_WITH_EVIDENCE = 6;
const MOST_PICTURES = 3;

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
      // With the opening it says who it is about.
      return body.why === 'opening' ? null : subjectReport(fact, body, incident, telling);
    case 'verdict-changed':
      return subjectReport(fact, body, incident, telling);
    case 'others-seen':
      return othersReport(fact, body, incident, telling);
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
      const { leadUserId, openedByUserId, status } = incidentBefore(incident, fact.seq);
      const who = { userId: leadUserId ?? openedByUserId };
      const lines = [plain(telling.words.nudge(who, status === 'resolved'))];
      return report(fact, incident, telling, { lines });
    }
    case 'subject-removed':
    case 'source-failed':
    case 'source-back':
    case 'lead-taken':
    case 'severity-changed':
    case 'corrected':
    case 'withdrawn':
    case 'channel-back':
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
  readonly isForChannel?: boolean;
  readonly evidenceOf?: readonly Evidence[];
  readonly addable?: BodyOf<'others-seen'> | null;
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
    isForChannel,
    evidenceOf: further.evidenceOf ?? [],
    picturesOf: [],
    addable: further.addable ?? null,
    proposesResolution: further.proposesResolution ?? false,
  };
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
  const subjects = incident.facts.filter(isOf('subject-added')).filter(({ body }) => body.why === 'opening');
  const shown = subjects.slice(0, MOST_WITH_EVIDENCE).map((added) => ({
    ...added.body,
    line: { label: null, said: factSentence(added, incident, telling), state: stateOf(added.body) },
  }));
  const rest = subjects.slice(MOST_WITH_EVIDENCE).map(({ body }) => subjectSaid(body, telling));
  const lines: readonly SaidLine[] = [
    { label: labels.reported, said: reportedSaid(opened, telling) },
    ...(detectedAtMs === null ? [] : [{ label: labels.detected, said: [dates.zoned(detectedAtMs)] }]),
    ...(summary === '' ? [] : [{ label: labels.summary, said: [summary] }]),
    ...shown.filter(({ diagnosisId }) => diagnosisId === null).map(({ line }) => line),
    ...(rest.length === 0 ? [] : [plain([words.more(rest.length, listSaid(rest, telling))])]),
  ];
  const evidenceOf = shown.flatMap(evidenceIn);
  return {
    ...report(fact, incident, telling, { lines, evidenceOf }),
    picturesOf: evidenceOf.slice(0, MOST_PICTURES),
  };
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

/** Told where it grew, and at the opening also where there is nobody, if that is sure. */
function othersReport(
  fact: Fact,
  seen: BodyOf<'others-seen'>,
  incident: Incident,
  telling: IncidentTelling,
): FactReport | null {
  const before = othersBefore(incident, seen, fact.seq)?.body ?? null;
  const known = new Set(before?.others.map(({ subjectId }) => subjectId));
  const hasGrown = seen.others.some(({ subjectId }) => !known.has(subjectId));
  const isNobody = before === null && seen.others.length === 0 && seen.ofSubjects !== null;
  if (!hasGrown && !isNobody) return null;
  const { words } = telling;
  // Whoever has come in since is none of those any more.
  const { everSubjects } = incidentBefore(incident, fact.seq);
  const left = withoutOwn(everSubjects, seen.checkId, before?.others ?? []).length;
  const lines = left === 0 ? [] : [plain([words.othersBefore(left)])];
  return report(fact, incident, telling, {
    label: words.labels.others,
    lines,
    addable: hasGrown ? seen : null,
  });
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
