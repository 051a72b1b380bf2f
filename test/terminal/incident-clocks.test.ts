import { expect, it } from 'vitest';
import { clocksOf } from '../../src/incidents/clocks-of.ts';
import { rootReportOf } from '../../src/incidents/root-report.ts';
import { incidentOutput } from '../../src/terminal/incident-output.ts';
import { incidentAsText } from '../../src/terminal/incident-text.ts';
import { PLAIN } from '../../src/terminal/text.ts';
import { terminalEn } from '../../src/words/terminal.en.ts';
import { tellingIn } from '../incidents/all-facts.ts';
import { added, incidentOf, missing, OPENED, OPENED_MS, person, ref, told } from '../incidents/example.ts';

const declaredEarly = incidentOf([
  told(OPENED),
  told(added(missing('a'))),
  told({ kind: 'status-changed', to: 'resolved', notWell: [ref('a')] }, OPENED_MS + 1, person('U2')),
]);

it('The clocks in the terminal take no fix for a confirmed one that a check contradicts', () => {
  const telling = tellingIn('en');
  const text = incidentAsText(
    { root: rootReportOf(declaredEarly, telling), clocks: clocksOf(declaredEarly), timeline: [], telling },
    terminalEn,
    PLAIN,
  ).replaceAll(/\s+/gu, ' ');
  expect(text).toContain('TTF, to the fix as declared: 1:00 from the report');
  expect(text).toContain('not confirmed by a check: 1 of 1 was still missing');
});

it('Programs are told who was not well by the check when somebody declared it fixed', () => {
  expect(incidentOutput(declaredEarly)).toMatchObject({
    clocks: { fixed: { by: 'person', notWell: [{ check: 'widgets', id: 'a' }] } },
  });
});
