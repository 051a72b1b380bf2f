import type { Clock, Moment } from '../incidents/clocks.ts';
import type { RootReport } from '../incidents/incident-report.ts';
import { clockNamed, hoursAndMinutes, unconfirmedSaid } from '../incidents/postmortem-sections.ts';
import { printable } from '../words/printable.ts';
import { incidentWordsIn } from '../words/incident.ts';
import { postmortemWordsIn } from '../words/postmortem.ts';
import { textOfSaid, type Said } from '../words/said.ts';
import type { TerminalWords } from '../words/terminal.en.ts';
import type { ToldIncident } from './incident-command.ts';
import type { Style } from './text.ts';
import { wrapped } from './wrap.ts';

const HANGING = { rest: '  ' };

/** One incident a line. @param resolved behind the others, apart */
export function listAsText(
  roots: readonly RootReport[],
  resolved: readonly RootReport[],
  { locale }: TerminalWords,
): string {
  const linesOf = (some: readonly RootReport[]) => some.map(({ summary }) => printable(summary)).join('\n');
  if (resolved.length === 0) return linesOf(roots);
  const apart = `${incidentWordsIn(locale).list.resolved(resolved.length)}:\n${linesOf(resolved)}`;
  return roots.length === 0 ? apart : `${linesOf(roots)}\n\n${apart}`;
}

/** How an incident stands, its clocks, and what happened when. */
export function incidentAsText(told: ToldIncident, words: TerminalWords, style: Style): string {
  const { root, clocks, timeline } = told;
  const ofClocks = postmortemWordsIn(words.locale);
  const sections = [
    [
      style('bold', printable(`${root.headline} · ${root.status}`)),
      ...root.lines.flatMap(({ label, said }) =>
        wrapped(`${label === null ? '' : `${label}: `}${plain(said)}`, HANGING),
      ),
    ],
    [
      style('bold', words.incident.clocks),
      ...(
        [
          ['timeToDetect', clocks.firstReaction],
          ['timeToEngage', clocks.engaged],
          ['timeToFix', clocks.fixed],
        ] as const
      ).flatMap(([clock, reached]) =>
        wrapped(
          [
            `${clockNamed(clock, clocks, ofClocks)}: ${clockSaid(clocks[clock], reached, told, words)}`,
            ...unconfirmedSaid(clock, clocks, { telling: told.telling, words: ofClocks }),
          ].join('; '),
          HANGING,
        ),
      ),
    ],
    [
      style('bold', words.incident.timeline(told.telling.timeZone)),
      ...timeline.flatMap(({ seq, at, said, withdrawn }) => {
        const taken = withdrawn === null ? '' : ` · ${plain(withdrawn)}`;
        return wrapped(`${seq}. ${printable(at)} · ${plain(said)}${taken}`, HANGING);
      }),
    ],
  ];
  return sections.map((lines) => lines.join('\n')).join('\n\n');
}

function clockSaid(
  { fromReport, fromBeginning }: Clock,
  reached: Moment | null,
  told: ToldIncident,
  { incident, locale }: TerminalWords,
): string {
  if (reached === null) return incident.notYet;
  const between = (from: Moment, to: Moment) => incident.between(at(from, told), at(to, told));
  return [
    ...(fromReport === null
      ? [postmortemWordsIn(locale).beforeReport(at(reached, told))]
      : [
          `${hoursAndMinutes(fromReport.elapsedMs)} ${incident.fromReport} ${between(fromReport.from, fromReport.to)}`,
        ]),
    ...(fromBeginning === null
      ? []
      : [
          `${hoursAndMinutes(fromBeginning.elapsedMs)} ${incident.fromBeginning(fromBeginning.from.isAtLatest)} ${between(fromBeginning.from, fromBeginning.to)}`,
        ]),
  ].join('; ');
}

function at({ atMs }: Moment, { telling }: ToldIncident): string {
  return telling.dates.zoned(atMs);
}

function plain(said: Said): string {
  return printable(textOfSaid(said, (userId) => `@${userId}`));
}
