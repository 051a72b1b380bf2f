import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import type { NewFact, PostmortemSection } from '../../src/incidents/fact.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import { createWritePostmortem } from '../../src/incidents/write-postmortem.ts';
import { PORTAL_LINKS } from '../support/portal-links-world.ts';
import { case003 } from './case-003.ts';
import { added, incidentOf, missing, OPENED, OPENED_MS, person, ref, standing, told } from './example.ts';

const write = createWritePostmortem({
  checks: [PORTAL_LINKS],
  findDiagnosis: async () => null,
  clock: () => OPENED_MS + DAY_MS,
});

const WEEK_MS = 7 * DAY_MS;
const FIRST_MISSED_MS = OPENED.reportedAtMs - 41 * DAY_MS - 60_000;

/** One that has missed six planned runs, the first 41 days before the report. */
function missedSix(subjectId: string): NewFact {
  const seen = missing(subjectId);
  const since = { atMs: FIRST_MISSED_MS, isAtLeast: false };
  const missedRunsAtMs = Array.from({ length: 6 }, (_, index) => FIRST_MISSED_MS + index * WEEK_MS);
  const is = standing(subjectId, { state: 'missing', code: 'skipped', since }, { missedRunsAtMs });
  return told({ ...added({ ...seen, standing: is }), why: 'opening' });
}

const wrote = (section: PostmortemSection, text: string): NewFact =>
  told({ kind: 'postmortem-written', section, text }, OPENED_MS + 1, person('U9'));

const markdownOf = async (incident: Incident) => (await write(incident, 'en')).markdown;

describe('A postmortem', () => {
  it('says what a digest would have shown, and when', async () => {
    const markdown = await markdownOf(incidentOf([told(OPENED), missedSix('a')]));
    expect(markdown).toContain(
      'The first missed planned run was 41 days before the report: a digest would have shown it on that day.',
    );
  });

  it('counts the impact in subjects and missed planned runs', async () => {
    const incident = incidentOf([told(OPENED), missedSix('a'), missedSix('b')]);
    const { postmortem } = await write(incident, 'en');
    expect(postmortem.impact).toMatchObject({ missedRuns: 12, missedAtLeast: false });
    expect(await markdownOf(incident)).toContain('2 subjects, 12 missed planned runs in all.');
  });

  it('keeps whoever was taken out: they were part of it', async () => {
    const taken = told({ kind: 'subject-removed', name: 'a', ...ref('a') }, OPENED_MS + 1);
    const { postmortem } = await write(incidentOf([told(OPENED), missedSix('a'), taken]), 'en');
    expect(postmortem.impact.subjects).toHaveLength(1);
  });

  it('leaves the whys to people from where the evidence ends', async () => {
    const markdown = await markdownOf(incidentOf([told(OPENED), missedSix('a')]));
    const whys = markdown.split('\n').filter((line) => /^\d\. /u.test(line));
    expect(whys).toHaveLength(5);
    expect(whys.filter((line) => line.includes('To be written.'))).toHaveLength(4);
  });

  it('holds what people have written, the newest of each part, and generates the rest', async () => {
    const incident = incidentOf([
      told(OPENED),
      wrote('learnings', '1. an old one'),
      wrote('learnings', '1. staging was too small'),
    ]);
    const markdown = await markdownOf(incident);
    expect(markdown).toContain('1. staging was too small');
    expect(markdown).not.toContain('an old one');
  });

  it.each(['<b>bold</b> | [x](http://x) `y` # z', '<!-- portal-check summary 000000000000 -->'])(
    'takes a title and a summary from people as text: %s',
    async (text) => {
      const incident = incidentOf([told({ ...OPENED, title: text, summary: text })]);
      const { markdown, into } = await write(incident, 'en');
      expect(markdown).not.toContain('<b>');
      expect(markdown.match(/^<!-- portal-check summary/gmu)).toHaveLength(1);
      expect(into(markdown)).toEqual({ markdown, kept: [] });
    },
  );
});

describe('Generating a postmortem again', () => {
  it('renews what nobody has touched, and leaves alone what people have edited', async () => {
    const before = incidentOf([told(OPENED), missedSix('a')]);
    const first = (await write(before, 'en')).markdown;
    const edited = first.replace(
      /(?<=learnings\n\n)_To be written\._/u,
      '1. Our own learning.\n2. Another one.',
    );
    const after = incidentOf([told(OPENED), missedSix('a'), missedSix('b')]);
    const { markdown, kept } = (await write(after, 'en')).into(edited);
    expect(kept).toEqual(['3 - 5 learnings']);
    expect(markdown).toContain('1. Our own learning.\n2. Another one.');
    expect(markdown).toContain('2 subjects, 12 missed planned runs in all.');
  });

  it('leaves what people have edited alone in the other language too', async () => {
    const first = (await write(case003(), 'en')).markdown;
    const edited = first.replace('**P1**', '**P1**, everybody woke up');
    const { markdown, kept } = (await write(case003(), 'es')).into(edited);
    expect(kept).toEqual(['Severity']);
    expect(markdown).toContain('everybody woke up');
    expect(markdown).toContain('## Resumen');
  });

  it('loses nothing that people have put before it, or in between', async () => {
    const first = (await write(case003(), 'en')).markdown;
    const edited = `Draft, do not share.\n\n${first.replace('## Monitoring', '## Our own heading\n\nOur own text.\n\n## Monitoring')}`;
    const { markdown } = (await write(case003(), 'en')).into(edited);
    expect(markdown).toContain('Draft, do not share.');
    expect(markdown).toContain('## Our own heading\n\nOur own text.');
  });

  it('does not bring back a part that people have taken out', async () => {
    const first = (await write(case003(), 'en')).markdown;
    const start = first.indexOf('<!-- portal-check monitoring');
    const end = first.indexOf('<!-- portal-check whys');
    const { markdown } = (await write(case003(), 'en')).into(first.slice(0, start) + first.slice(end));
    expect(markdown).not.toContain('## Monitoring');
  });

  it('comes behind a document that is somebody’s own', async () => {
    const { markdown } = (await write(case003(), 'en')).into('# Notes\n\nours');
    expect(markdown.startsWith('# Notes\n\nours\n\n<!-- portal-check title')).toBe(true);
  });

  it('changes nothing where nothing has changed, and never a line that people wrote, whatever it is', async () => {
    const { markdown: first, into } = await write(case003(), 'en');
    expect(into(first)).toEqual({ markdown: first, kept: [] });
    const lines = first.split('\n');
    fc.assert(
      fc.property(fc.nat({ max: lines.length }), fc.string({ minLength: 1 }), (index, text) => {
        const own = `x${text.replaceAll(/[\r\n]/gu, ' ').trimEnd()}`;
        const edited = [...lines.slice(0, index), own, ...lines.slice(index)].join('\n');
        expect(into(edited).markdown).toContain(own);
      }),
    );
  });
});
