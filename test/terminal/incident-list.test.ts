import { describe, expect, it } from 'vitest';
import type { RootReport } from '../../src/incidents/incident-report.ts';
import { listAsText } from '../../src/terminal/incident-text.ts';
import { terminalEn } from '../../src/words/terminal.en.ts';

const root = (summary: string): RootReport => ({
  number: 1,
  headline: '',
  status: '',
  isAtOdds: false,
  lines: [],
  summary,
});

describe('incidents in the terminal', () => {
  it('stand a line each, those that are resolved apart', () => {
    expect(listAsText([root('#3')], [root('#2'), root('#1')], terminalEn)).toBe(
      '#3\n\n2 resolved, not closed yet:\n#2\n#1',
    );
    expect(listAsText([], [root('#1')], terminalEn)).toBe('1 resolved, not closed yet:\n#1');
    expect(listAsText([root('#3')], [], terminalEn)).toBe('#3');
  });
});
