import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/checks/fleet.ts';
import { composeDigest } from '../../src/digests/compose.ts';
import type { Digest } from '../../src/digests/digest.ts';
import { entriesOf } from '../../src/digests/entries.ts';
import { digestAsMarkdown } from '../../src/terminal/digest-markdown.ts';
import { digestOutput, digestOutputSchema, type DigestOutput } from '../../src/terminal/digest-output.ts';
import { digestAsText } from '../../src/terminal/digest-text.ts';
import { PLAIN, type Style } from '../../src/terminal/text.ts';
import type { ToldDigest } from '../../src/terminal/told-digest.ts';
import { terminalEn } from '../../src/words/terminal.en.ts';
import {
  compared,
  FLEET_WORDS,
  IN_ENGLISH,
  incompleteRunOf,
  inOutage,
  missing,
  mute,
  NOW_MS,
  outcome,
  partial,
  runOf,
  SLOT_MS,
  unknown,
} from '../digests/example.ts';

const ID = '9f4f7a5e-5d3c-4c7e-9a39-0d0f7b6f3f10';

const told = (digest: Digest): ToldDigest => ({
  report: composeDigest(digest, IN_ENGLISH),
  entries: entriesOf(digest, IN_ENGLISH),
  inOutage: digest.outages.reduce((sum, { outcomes }) => sum + outcomes.length, 0),
  noun: { one: 'widget', many: 'widgets' },
  fleetWords: FLEET_WORDS,
  checkCommand: (id) => `portal-check check ${id} --check widgets`,
});
const text = (digest: Digest, style: Style = PLAIN): string => digestAsText(told(digest), terminalEn, style);
const output = (digest: Digest): DigestOutput => {
  const baseline = digest.baseline === null ? null : { ...digest.baseline, runId: ID };
  return digestOutput(
    { id: ID, scope: 'terminal:widgets', digest: { ...digest, runId: ID, baseline } },
    told(digest),
  );
};

const everybody = (count: number): readonly Outcome[] =>
  Array.from({ length: count }, (_, index) => inOutage(`m${index}`));

/** A digest in which somebody stands in every list. */
const crowded = compared(
  runOf(
    [
      missing('new'),
      missing('worse'),
      missing('still', { traits: { kind: 'Clinic', enrolledAt: SLOT_MS } }),
      unknown('unclear'),
      outcome('well'),
      missing('muted'),
      missing('unmuted'),
      inOutage('out'),
      outcome('back'),
    ],
    {
      findings: [{ code: 'first', params: { count: 1 }, subjectIds: ['still'] }],
      canaries: [
        { source: 'loki', sign: 'line', of: 'edge', sinceMs: SLOT_MS, newestAtMs: null, status: 'silent' },
      ],
    },
  ),
  [
    partial('worse'),
    ...['still', 'unclear', 'well', 'gone', 'muted', 'unmuted'].map((id) => missing(id)),
    inOutage('back', 'another'),
  ],
  { mutes: [mute('muted'), mute('unmuted', { untilMs: NOW_MS })], skippedDueAtMs: [SLOT_MS] },
);

describe('a digest as text', () => {
  it('says in colours what it says in words, and dims what is read last', () => {
    const marked: Style = (format, part) => `<${[format].flat().join(' ')}>${part}</>`;
    const lines = text(compared(runOf([missing('a'), partial('b'), outcome('c')]), []), marked).split('\n');
    expect(lines[0]).toMatch(/^<bold red>🔴 Widgets: 1 of 3 missing .*<\/>$/);
    expect(lines).toContain('<bold>New (2):</> Clinic A (#a) and Clinic B (#b)');
    expect(lines).toContain('<bold>2 widgets</>');
    expect(lines).toContain('🔴 <bold>Clinic A</> · #a');
    expect(lines).toContain('<red>   [missing/skipped]</>');
    expect(lines).toContain('<yellow>   [partial/skipped]</>');
    expect(lines).toContain('   new, since Mon 21 July');
    expect(lines).toContain('<dim>   a</>');
    expect(lines.at(-1)).toBe('<dim>Check one of them by its id: portal-check check a --check widgets</>');
  });

  it('fits eighty columns, whatever there is to tell', () => {
    const many = Array.from({ length: 30 }, (_, index) => missing(`a-rather-long-name-${index}`));
    for (const digest of [crowded, compared(runOf(many), []), compared(incompleteRunOf(many, 5), many)]) {
      const lines = text(digest).split('\n');
      expect(lines.length).toBeGreaterThan(10);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    }
  });

  it('counts those of an outage, and says where their names are', () => {
    const all = text(compared(runOf(everybody(1_200)), []));
    expect(all).toContain('\nOutage: [stopped ×1200].\n');
    expect(all).toContain('\n1,200 more in an outage: portal-check digest --format csv names them.');
    expect(all).not.toContain('Clinic M7');
  });

  it('has no empty part where there is nobody to name', () => {
    const lines = text(compared(runOf([outcome('a')]), [])).split('\n');
    expect(lines.at(-1)).toMatch(/rules 1$/);
    expect(lines).not.toContain('');
  });
});

describe('a digest as Markdown', () => {
  it('names who muted whom, and what could not be told in a message', () => {
    const markdown = digestAsMarkdown(told(crowded), terminalEn);
    expect(markdown).toMatch(
      /\n- 🔴 \*\*Clinic MUTED\*\* · \\#muted · .* muted until .*: known · by U1 · `muted`/,
    );
    expect(markdown).toContain('\n1 more in an outage: ');
  });

  it('is none that a name could add to', () => {
    const named = missing('a', { name: '<!channel> *x* [y](http://evil)\n# head' });
    const markdown = digestAsMarkdown(told(compared(runOf([named]), [])), terminalEn);
    expect(markdown).toContain('**\\<!channel\\> \\*x\\* \\[y\\](http://evil) \\# head**');
    expect(markdown).not.toContain('\n# head');
  });
});

describe('a digest as JSON', () => {
  it('says of each how it stands, how it is and how it was', () => {
    const { subjects } = output(crowded);
    expect(
      subjects.map(({ id, standing, now, before }) => [id, standing, now?.state, before?.state]),
    ).toEqual([
      ['new', 'new', 'missing', undefined],
      ['worse', 'worse', 'missing', 'partial'],
      ['unmuted', 'unmuted', 'missing', undefined],
      ['still', 'still', 'missing', undefined],
      ['unclear', 'unclear', 'unknown', 'missing'],
      ['well', 'recovered', 'on-schedule', 'missing'],
      ['back', 'recovered', 'on-schedule', 'missing'],
      ['gone', 'dropped', undefined, 'missing'],
      ['muted', 'muted', 'missing', undefined],
    ]);
  });

  it('holds what the words were made of', () => {
    const whole = output(crowded);
    expect(digestOutputSchema.strict().parse(whole)).toEqual(whole);
    expect(whole).toMatchObject({
      findings: [{ code: 'first', params: { count: 1 }, subjectIds: ['still'], text: '[first].' }],
      outages: [{ code: 'stopped', isNew: true, subjectIds: ['out'], text: '[stopped ×1].' }],
      endedOutages: [{ code: 'stopped', subjectIds: ['back'], recoveredIds: ['back'] }],
      canaries: [{ source: 'loki', of: 'edge', since: '2025-07-21T18:00:00.000Z', newest: null }],
      skippedDueAt: ['2025-07-21T18:00:00.000Z'],
      baseline: { asOf: '2025-07-14T20:00:00.000Z', rules: 'same', settings: 'same' },
    });
    expect(whole.subjects.find(({ id }) => id === 'still')?.traits).toEqual({
      kind: 'Clinic',
      enrolledAt: '2025-07-21T18:00:00.000Z',
    });
  });

  it('tells a factor that lies in time by its instant', () => {
    const enrolled = (atMs: number) => ({ traits: { since: atMs } });
    const later = [1, 2, 3].map((index) => missing(`m${index}`, enrolled(NOW_MS)));
    const earlier = Array.from({ length: 40 }, (_, index) =>
      outcome(`w${index}`, enrolled(SLOT_MS - 86_400_000)),
    );
    const { factor } = output(compared(runOf([...later, ...earlier]), []));
    expect(factor?.value).toEqual({ kind: 'after', at: expect.stringMatching(/^2025-07-21T07:00/) });
  });
});
