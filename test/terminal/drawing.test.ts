import { Writable } from 'node:stream';
import { WriteStream } from 'node:tty';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Evidence, Report } from '../../src/checks/report.ts';
import { evidenceAsMarkdown, reportAsMarkdown } from '../../src/terminal/markdown.ts';
import { printable, printableJson } from '../../src/words/printable.ts';
import { evidenceAsText, PLAIN, reportAsText, styleFor } from '../../src/terminal/text.ts';

const ESCAPE = '\u001B[31m';
/** The same sequence introduced by a single character, a bell, and a turn of the direction of writing. */
const OTHERS = '\u009B31m\u0007\u202E';
const NASTY = `Duke${ESCAPE}\r\n${OTHERS} *Health* [x](http://evil) <b>`;

const REPORT: Report = {
  state: 'missing',
  headline: { subject: NASTY, kind: `cl${ESCAPE}inic`, shortId: 'b8608be4', statement: `missing: ${NASTY}` },
  lines: [
    { label: 'Certain', text: NASTY },
    { label: null, text: `as of ${NASTY}` },
  ],
  asOf: 'Thu 24 July 2025 05:31 PDT',
  links: [{ label: 'Sentry', url: 'https://sentry.example/issues/1/?q=a b>c' }],
  summary: NASTY,
  confidence: 'likely',
};
const EVIDENCE: Evidence = {
  title: 'Evidence',
  sections: [
    {
      heading: NASTY,
      lines: [NASTY],
      query: `{app="edge"} |= \`\`\`x${ESCAPE}`,
      link: { label: 'Grafana', url: `https://grafana.example/${ESCAPE}` },
    },
  ],
};

describe('what a terminal is given', () => {
  it.each([
    ['a report as text', reportAsText(REPORT, PLAIN)],
    ['evidence as text', evidenceAsText(EVIDENCE, PLAIN)],
    ['a report as Markdown', reportAsMarkdown(REPORT)],
    ['evidence as Markdown', evidenceAsMarkdown(EVIDENCE)],
    ['JSON', printableJson(JSON.stringify(REPORT, null, 2))],
  ])('as %s holds no control character from outside', (_, text) => {
    expect(text).toContain('Duke');
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('as JSON still means the same', () => {
    const value = { name: `${NASTY}\u2028\u{E0001}`, 'k\u0085ey': 1 };
    const json = printableJson(JSON.stringify(value, null, 2));
    expect(JSON.parse(json)).toEqual(value);
    expect(json.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\u2028]/u);
  });

  it('keeps letters of any script', () => {
    expect(printable('Clínica Ñandú 東京 🏥')).toBe('Clínica Ñandú 東京 🏥');
  });

  it('in text keeps a name on its line', () => {
    expect(reportAsText(REPORT, PLAIN).split('\n')).toHaveLength(3);
  });
});

describe('Markdown', () => {
  it('shows a name as it is, whatever it holds', () => {
    const [headline] = reportAsMarkdown(REPORT).split('\n');
    expect(headline).toContain('\\*Health\\* \\[x\\](http://evil) \\<b\\>');
  });

  it('keeps a link whole', () => {
    expect(reportAsMarkdown(REPORT)).toContain('[Sentry](<https://sentry.example/issues/1/?q=a%20b%3Ec>)');
  });

  it('lets no query end its block', () => {
    expect(evidenceAsMarkdown(EVIDENCE).match(/```/g)).toHaveLength(2);
  });
});

describe('colours', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  /** As a terminal says what it can: by Node's own reading of the environment. */
  function terminal(isTTY: boolean): NodeJS.WritableStream {
    return Object.assign(new Writable(), {
      isTTY,
      getColorDepth: () => WriteStream.prototype.getColorDepth(),
      hasColors: () => WriteStream.prototype.hasColors(),
    });
  }

  it.each([
    ['stand on a terminal', true, undefined, true],
    ['do not stand in a file or a pipe', false, undefined, false],
    ['do not stand where NO_COLOR is set', true, '1', false],
  ])('%s', (_, isTTY, noColor, isColoured) => {
    for (const name of [
      'FORCE_COLOR',
      'NODE_DISABLE_COLORS',
      'CI',
      'TMUX',
      'COLORTERM',
      'TEAMCITY_VERSION',
    ]) {
      vi.stubEnv(name, undefined);
    }
    vi.stubEnv('NO_COLOR', noColor);
    vi.stubEnv('TERM', 'xterm-256color');
    const text = styleFor(terminal(isTTY))('red', 'missing');
    expect(text.includes('\u001B[31m')).toBe(isColoured);
    expect(text).toContain('missing');
  });
});
