import type { SourceId } from './reading.ts';
import type { Confidence, Finding, FindingParams, State, Verdict } from './verdict.ts';

/** What a rule says when it holds. */
export interface Conclusion {
  readonly state: State;
  readonly confidence: Confidence;
  readonly params: FindingParams;
  readonly restsOn: readonly SourceId[];
}

/** One row of a rules table. */
export interface Rule<View> {
  readonly row: number;
  /** The verdict's code. */
  readonly code: string;
  /** Which states and confidences the row can give, for the documentation. */
  readonly gives: string;
  /** The condition in words, for the documentation. */
  readonly when: string;
  /**
   * `last-resort` rows conclude from what was not found: they hold only where no other row of their group does, and are no finding beside
   * one. Where an `alone` row holds, nothing more is concluded: what the others would rest on is missing.
   */
  readonly kind: 'own' | 'alone' | 'last-resort';
  conclude(view: View): Conclusion | null;
}

/** Side findings: never a verdict. */
export interface SideRule<View> {
  readonly code: string;
  readonly when: string;
  find(view: View): readonly Omit<Finding, 'code'>[];
}

/**
 * A check's rules: groups that are asked in turn. `first` may conclude by itself; else `choose` names the group that does.
 * The last row of a chosen group must always hold.
 */
export interface RulesTable<Facts, View, Group extends string = string> {
  readonly version: number;
  /** Everything that several rules need, derived once from the facts. Pure. */
  derive(facts: Facts): View;
  readonly first: readonly Rule<View>[];
  readonly groups: Readonly<Record<Group, readonly Rule<View>[]>>;
  choose(view: View): Group;
  readonly side: readonly SideRule<View>[];
}

export interface Evaluation {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly sideFindings: readonly Finding[];
}

/**
 * Evaluates a table on facts: the first match is the verdict, further matches of the same group are findings.
 * The same facts always give the same evaluation. Throws when no row holds, which is a mistake in the table.
 */
export function evaluate<Facts, View, Group extends string>(
  table: RulesTable<Facts, View, Group>,
  facts: Facts,
): Evaluation {
  const view = table.derive(facts);
  const matches = matchesOf(table.first, view);
  const group = matches.length > 0 ? matches : matchesOf(table.groups[table.choose(view)], view);
  const [leading] = group;
  if (leading === undefined) {
    throw new Error(`no rule of version ${table.version} holds: its last row must hold always`);
  }
  const { rule, conclusion } = leading;
  const { state, confidence } = conclusion;
  return {
    verdict: { code: rule.code, row: rule.row, state, confidence },
    findings: group.map((match) => ({
      code: match.rule.code,
      params: match.conclusion.params,
      restsOn: match.conclusion.restsOn,
    })),
    sideFindings: table.side.flatMap((side) =>
      side.find(view).map((finding) => ({ code: side.code, ...finding })),
    ),
  };
}

function matchesOf<View>(
  rules: readonly Rule<View>[],
  view: View,
): { rule: Rule<View>; conclusion: Conclusion }[] {
  const matches: { rule: Rule<View>; conclusion: Conclusion }[] = [];
  for (const rule of rules) {
    if (rule.kind === 'last-resort' && matches.length > 0) break;
    const conclusion = rule.conclude(view);
    if (conclusion === null) continue;
    matches.push({ rule, conclusion });
    if (rule.kind === 'alone') break;
  }
  return matches;
}
