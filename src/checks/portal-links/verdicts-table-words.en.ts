import type { VerdictsTableWords } from './verdicts-table-words.ts';

/** The table in English, where the rules themselves say what their rows give and when. */
export const VERDICTS_TABLE_EN: VerdictsTableWords = {
  title: 'Verdicts of the check `portal-links`',
  version: (version) =>
    `Rules version ${version}. Generated from \`src/checks/portal-links/rules.ts\`; do not edit.`,
  introduction:
    'The newest due slot, D, decides the state; logs and events decide the cause. The first row that holds is the verdict.',
  groups: {
    first: 'Asked first',
    missed: 'The last slot was missed, or is failing',
    kept: 'The last slot was kept, or there is none',
  },
  columns: { row: 'row', verdict: 'verdict', gives: 'state / confidence', when: 'when', finding: 'finding' },
  side: {
    title: 'Side findings',
    introduction: 'Worth knowing beside the verdict. None of them ever changes it.',
  },
  row: (rule) => rule,
  sideFinding: ({ when }) => when,
};
