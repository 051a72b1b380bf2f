import type { EpochMs } from '../../diagnosis/time.ts';
import type { FleetFinding, FleetWords, Outcome } from '../fleet.ts';
import type { Dates } from '../../words/dates.ts';
import type { FleetCatalogue, FleetDates } from './fleet-words.ts';
import type { PortalLinksSettings } from './settings.ts';
import { entryOf, findingWords, isKeyOf } from './spoken-findings.ts';
import type { SubjectWords } from './subject-words.ts';
import { holdsFigures } from './verdict-choices.ts';
import type { PortalLinksWords } from './words.ts';

/** Lists are not remembered with an outcome: they stand in causes and advice only. */
const NO_LISTS = { lacking: [], nearMisses: [], masked: [], apps: [] };

/**
 * Composes what digests say of the fleet from the catalogues of a language. Pure.
 * @param words those of a single provider: its verdict is stated alike everywhere
 */
export function composeFleetWords(
  settings: PortalLinksSettings,
  catalogue: FleetCatalogue,
  words: PortalLinksWords,
  { listed }: SubjectWords,
): FleetWords {
  /** Dates without a year: that of the instant itself. */
  const at = (atMs: EpochMs): Dates => words.dates(settings.timeZone, atMs);
  const dates = {
    instant: (atMs: EpochMs) => at(atMs).zoned(atMs),
    day: (atMs: EpochMs) => at(atMs).date(atMs),
  };
  const datesFor = ({ traits, figures }: Outcome) => {
    const cadence = String(traits['cadence'] ?? '');
    const own = Object.hasOwn(settings.cadences, cadence) ? settings.cadences[cadence]?.timeZone : undefined;
    return words.dates(own ?? settings.timeZone, numberOf(figures, 'asOfMs') ?? 0);
  };
  const statement = (outcome: Outcome) => {
    const { code, state, kind, traits, figures } = outcome;
    const finding = { code, params: { ...NO_LISTS, ...figures }, restsOn: [] };
    const speech = {
      dates: datesFor(outcome),
      state,
      cadence: String(traits['cadence'] ?? ''),
      kind,
      nextSlotAtMs: null,
      dashboardId: null,
      asOfMs: numberOf(figures, 'asOfMs') ?? 0,
    };
    return `${words.states[state]}: ${findingWords(finding, words, speech).statement}`;
  };
  return {
    title: catalogue.title,
    listed: ({ subjectId, kind, name }) => listed({ id: subjectId, kind, name, figures: {} }),
    statement,
    knows: (code) => isKeyOf(words.verdicts, code),
    holdsFigures,
    outage(_, outcomes) {
      const [first] = outcomes;
      if (first === undefined) throw new RangeError('an outage has at least one outcome');
      const { figures, traits } = first;
      return catalogue.outage({
        slot: datesFor(first).zoned(numberOf(figures, 'slotAtMs') ?? 0),
        cadence: traits['cadence'] == null ? null : String(traits['cadence']),
        due: numberOf(figures, 'due') ?? outcomes.length,
        linked: numberOf(figures, 'linked') ?? 0,
        isProven: figures['by'] === 'rows',
        count: outcomes.length,
      });
    },
    finding: (finding) => findingSaid(finding, catalogue, dates),
    traitName: (trait) => entryOf(catalogue.traits, trait),
    traitValue(trait, value) {
      if (trait === 'kind') return words.kind(value);
      if (trait === 'cadence') return catalogue.cadence(value);
      const [from, to = from] = value.split('-');
      return catalogue.size(Number(from), to === '' ? null : Number(to));
    },
    ...dates,
  };
}

function numberOf(figures: Outcome['figures'], name: string): number | null {
  const value = figures[name];
  return typeof value === 'number' ? value : null;
}

/** The words of a finding. Findings are kept as JSON: this trusts that a code's parameters have its shape. */
function findingSaid(
  { code, params, subjectIds }: FleetFinding,
  { findings }: FleetCatalogue,
  dates: FleetDates,
): string {
  const say: (params: never, dates: FleetDates, count: number) => string = entryOf(findings, code);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tally wrote them under this code, typed by it
  return say(params as never, dates, subjectIds.length);
}
