import { parser } from '@grafana/lezer-logql';
import { parseDurationNs } from './durations.ts';
import { Refusal } from './refusal.ts';

type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

export interface LogQuery {
  readonly kind: 'log';
  /** All of them hold for the streams that are meant. */
  readonly matchesLabels: (labels: Readonly<Record<string, string>>) => boolean;
  /** What a line goes through: the labels it has then, or null where it is filtered out. */
  readonly pipeline: (
    text: string,
    labels: Readonly<Record<string, string>>,
  ) => Readonly<Record<string, string>> | null;
}

/** `sum by (…) (count_over_time(… [range]))` */
export interface CountQuery {
  readonly kind: 'count';
  readonly by: readonly string[];
  readonly logQuery: LogQuery;
  readonly rangeNs: bigint;
}

type Predicate = (value: string) => boolean;
type Stage = LogQuery['pipeline'];

/** Reads the LogQL that the stand-in speaks; refuses the rest as Loki refuses what it cannot parse. */
export function parseLogql(query: string): LogQuery | CountQuery {
  const tree = parser.parse(query);
  const text = (node: SyntaxNode): string => query.slice(node.from, node.to);
  const all = (node: SyntaxNode, name: string): SyntaxNode[] =>
    descendants(node).filter((each) => each.name === name);
  const one = (node: SyntaxNode, name: string): SyntaxNode => {
    const [found] = all(node, name);
    if (found === undefined) throw new Refusal(400, `parse error : the stand-in expects ${name} in ${query}`);
    return found;
  };

  const root = tree.topNode;
  const error = descendants(root).find((node) => node.type.isError);
  if (error !== undefined) throw syntaxError(query, error.from, text(error));

  function logQueryOf(node: SyntaxNode): LogQuery {
    const matchers = all(one(node, 'Selector'), 'Matcher').map((matcher) => {
      const [name, operator, value] = children(matcher);
      if (name === undefined || operator === undefined || value === undefined) {
        throw new Refusal(400, `parse error : incomplete matcher ${text(matcher)}`);
      }
      return {
        name: text(name),
        operator: text(operator),
        accepts: matcherOf(text(operator), unquote(text(value))),
      };
    });
    if (matchers.every(({ accepts }) => accepts(''))) throw new Refusal(400, EMPTY_SELECTOR);
    const stages = descendants(node)
      .filter(({ name }) => name === 'LineFilter' || name === 'LabelParser')
      .map((stage) => (stage.name === 'LineFilter' ? filterOf(stage) : regexpStageOf(stage)));
    return {
      kind: 'log',
      matchesLabels: (labels) => matchers.every(({ name, accepts }) => accepts(labels[name] ?? '')),
      pipeline: (line, labels) =>
        stages.reduce<ReturnType<Stage>>((current, stage) => current && stage(line, current), labels),
    };
  }

  function filterOf(stage: SyntaxNode): Stage {
    const operator = text(one(stage, 'Filter'));
    const needles = all(stage, 'String').map((needle) => unquote(text(needle)));
    const holds = needles.map((needle) => needleOf(operator, needle, text(stage)));
    const isNegated = operator.startsWith('!');
    return (line, labels) => (holds.some((each) => each(line)) === isNegated ? null : labels);
  }

  function regexpStageOf(stage: SyntaxNode): Stage {
    one(stage, 'Regexp');
    const regex = compile(unquote(text(one(stage, 'String'))), '', text(stage));
    return (line, labels) => ({ ...labels, ...regex.exec(line)?.groups });
  }

  const [aggregation] = all(root, 'VectorAggregationExpr');
  if (aggregation === undefined) return logQueryOf(root);
  one(aggregation, 'Sum');
  one(aggregation, 'CountOverTime');
  return {
    kind: 'count',
    by: all(one(aggregation, 'Grouping'), 'Identifier').map(text),
    logQuery: logQueryOf(one(aggregation, 'LogRangeExpr')),
    rangeNs: parseDurationNs(text(one(one(aggregation, 'Range'), 'Duration'))),
  };
}

const EMPTY_SELECTOR =
  'parse error : queries require at least one regexp or equality matcher that does not have an empty-compatible value. For instance, app=~".*" does not meet this requirement, but app=~".+" will';

function syntaxError(query: string, at: number, token: string): Refusal {
  const before = query.slice(0, at).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  const kind = at >= query.length ? '$end' : /^[A-Za-z_]/.test(token) ? 'IDENTIFIER' : 'STRING';
  return new Refusal(
    400,
    `parse error at line ${before.length}, col ${column}: syntax error: unexpected ${kind}`,
  );
}

/** Regular expressions of a selector are anchored. */
function matcherOf(operator: string, value: string): Predicate {
  switch (operator) {
    case '=':
      return (label) => label === value;
    case '!=':
      return (label) => label !== value;
    default: {
      const regex = compile(`^(?:${value})$`, 's', `${operator}${JSON.stringify(value)}`);
      return (label) => regex.test(label) === (operator === '=~');
    }
  }
}

function needleOf(operator: string, needle: string, stage: string): Predicate {
  if (operator === '|=' || operator === '!=') return (line) => line.includes(needle);
  const regex = compile(needle, '', stage);
  return (line) => regex.test(line);
}

/** RE2 as far as JavaScript has the same. */
function compile(source: string, flags: string, stage: string): RegExp {
  const isCaseInsensitive = source.startsWith('(?i)');
  const pattern = (isCaseInsensitive ? source.slice(4) : source).replaceAll('(?P<', '(?<');
  try {
    return new RegExp(pattern, `u${flags}${isCaseInsensitive ? 'i' : ''}`);
  } catch (error) {
    const reason = /unterminated group/i.test(String(error))
      ? 'missing closing )'
      : 'invalid or unsupported syntax';
    throw new Refusal(
      400,
      `parse error : stage '${stage}' : error parsing regexp: ${reason}: \`${source}\``,
      {
        cause: error,
      },
    );
  }
}

/** A Go string: raw in backticks, else with escapes, of which JSON knows those that matter here. */
function unquote(literal: string): string {
  if (literal.startsWith('`')) return literal.slice(1, -1);
  try {
    return String(JSON.parse(literal));
  } catch (error) {
    throw new Refusal(400, `parse error : invalid syntax in ${literal}`, { cause: error });
  }
}

function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) found.push(child);
  return found;
}

/** In the order of the text. */
function descendants(node: SyntaxNode): SyntaxNode[] {
  return children(node).flatMap((child) => [child, ...descendants(child)]);
}
