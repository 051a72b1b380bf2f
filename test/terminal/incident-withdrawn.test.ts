import { expect, it } from 'vitest';
import { clocksOf } from '../../src/incidents/clocks-of.ts';
import { rootReportOf } from '../../src/incidents/root-report.ts';
import { timelineReportOf } from '../../src/incidents/timeline-report.ts';
import { wholeTimelineOf } from '../../src/incidents/timeline.ts';
import { incidentOutput } from '../../src/terminal/incident-output.ts';
import { incidentAsText } from '../../src/terminal/incident-text.ts';
import { terminalEn } from '../../src/words/terminal.en.ts';
import { tellingIn } from '../incidents/all-facts.ts';
import { incidentOf, OPENED, OPENED_MS, person, told } from '../incidents/example.ts';

const incident = incidentOf([
  told(OPENED),
  told({ kind: 'event', text: 'fixed', mark: 'fixed' }, OPENED_MS, person('U2')),
  told({ kind: 'withdrawn', seqOfWrong: 2 }, OPENED_MS + 60_000, person('U3')),
]);

it('what was withdrawn is shown with who withdrew it and when, and moves no clock', () => {
  const telling = tellingIn('en');
  const shown = incidentAsText(
    {
      root: rootReportOf(incident, telling, true),
      telling,
      clocks: clocksOf(incident),
      timeline: timelineReportOf(wholeTimelineOf(incident.facts), incident, telling),
    },
    terminalEn,
    (_, text) => text,
  );
  expect(shown.replaceAll(/\s+/gu, ' ')).toContain(
    '2. Thu 24 July 08:00 PDT · fixed (@U2) · counts as fix · withdrawn by @U3, Thu 24 July 08:01 PDT',
  );
  expect(clocksOf(incident).fixed).toBeNull();
});

it('what was withdrawn is marked for programs', () => {
  expect(incidentOutput(incident)).toMatchObject({
    timeline: [
      { number: 1, withdrawn: null },
      { number: 2, text: 'fixed', withdrawn: { at: '2025-07-24T15:01:00.000Z', by: 'U3' } },
    ],
  });
});
