import type { Rule, SideRule } from '../../diagnosis/rules.ts';
import type { View } from './view.ts';

/** Which states and confidences a row can give, and when it holds. */
export interface RowWords {
  readonly gives: string;
  readonly when: string;
}

/** Everything that the table of the rules says besides numbers and codes. */
export interface VerdictsTableWords {
  readonly title: string;
  version(version: number): string;
  readonly introduction: string;
  readonly groups: { readonly first: string; readonly missed: string; readonly kept: string };
  readonly columns: Readonly<Record<'row' | 'verdict' | 'gives' | 'when' | 'finding', string>>;
  readonly side: { readonly title: string; readonly introduction: string };
  row(rule: Rule<View>): RowWords;
  sideFinding(rule: SideRule<View>): string;
}
