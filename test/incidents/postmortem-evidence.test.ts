import { describe, expect, it } from 'vitest';
import type { OutcomeWords } from '../../src/checks/fleet.ts';
import type { Check } from '../../src/checks/check.ts';
import { createWritePostmortem, type WritePostmortemSettings } from '../../src/incidents/write-postmortem.ts';
import { FLEET_WORDS } from '../digests/example.ts';
import { widgetDiagnosis } from '../slack/widget-check.ts';
import { followedCheck } from './all-facts.ts';
import { added, incidentOf, missing, OPENED, OPENED_MS, told } from './example.ts';

/** A check that cannot report a diagnosis, and knows verdicts or does not. */
function checkThat(following: OutcomeWords | null): Check {
  const report = (): never => {
    throw new Error('a mistake in the words');
  };
  return { ...followedCheck, words: (locale) => ({ ...followedCheck.words(locale), following, report }) };
}

const writtenBy = async (
  check: Check,
  findDiagnosis: WritePostmortemSettings['findDiagnosis'] = async (id) =>
    widgetDiagnosis({ id, code: 'taken-out' }),
): Promise<string> => {
  const write = createWritePostmortem({
    checks: [check],
    findDiagnosis,
    clock: () => OPENED_MS,
  });
  const incident = incidentOf([told(OPENED), told(added(missing('a', 'taken-out')))]);
  return (await write(incident, 'en')).markdown;
};

describe('the evidence in a postmortem', () => {
  it('is what the check said', async () => {
    expect(await writtenBy(followedCheck)).toContain('missing: no link');
  });

  it('is the code of a verdict of which another release has kept a diagnosis: the postmortem is written all the same', async () => {
    expect(await writtenBy(checkThat({ ...FLEET_WORDS, knows: () => false }))).toContain('taken-out');
  });

  it('is what is certain and what is likely of all that it said', async () => {
    const labels = ['Certain', null, 'Likely', 'Also'];
    const check: Check = {
      ...followedCheck,
      words(locale) {
        const words = followedCheck.words(locale);
        const lines = labels.map((label) => ({ label, text: `it is ${label}` }));
        return { ...words, report: (diagnosis) => ({ ...words.report(diagnosis), lines }) };
      },
    };
    const lines = [...(await writtenBy(check)).matchAll(/^ {5}- \*\*(?<label>\w+):/gmu)];
    expect(lines.map(({ groups }) => groups?.['label'])).toEqual(['Certain', 'Likely']);
  });

  it('is what the incident remembers, once that diagnosis is kept no more', async () => {
    expect(await writtenBy(followedCheck, async () => null)).toContain('missing/taken-out');
  });

  it.each([
    ['of a verdict that the check knows', FLEET_WORDS],
    ['of a check that cannot tell', null],
  ])('is not left out for a mistake in the words %s', async (_, following) => {
    await expect(writtenBy(checkThat(following))).rejects.toThrow('a mistake in the words');
  });
});
