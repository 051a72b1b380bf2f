import { Refusal } from './refusal.ts';

/** A query in Sentry's search language, as far as the stand-in speaks it (getsentry/sentry, api/event_search.py). */
export type Search = { readonly is: 'and' | 'or'; readonly parts: readonly Search[] } | Leaf;

export type Leaf = Filter | { readonly is: 'text'; readonly text: string };

export interface Filter {
  readonly is: 'filter';
  readonly key: string;
  readonly negated: boolean;
  /** Quotes are taken off; asterisks and their backslashes still stand. */
  readonly values: readonly string[];
  readonly isList: boolean;
}

const KEY = /(!?)(?:tags\[(?:"([\w.:-]+)"|([\w.-]+))\]|"([\w.:-]+)"|([\w.-]+)):/y;
const OPERATOR = /(OR|AND)(?=[\t\n )]|$)/iy;
const QUOTED = /"((?:\\"|[^"])*)"/y;
const BARE_VALUE = /[^()\t\n ]*/y;
const BARE_WORD = /[^()\n ]+/y;
const LIST_VALUE = /[^(), \]]+/y;
const LIST_COMMA = / *, */y;
const SPACES = /[ \t\n]*/y;

/** Parses a query. Throws a 400 for what Sentry would not understand. */
export function parseSearch(query: string): Search {
  let at = 0;

  /** Takes what a sticky expression matches here. */
  function take(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = at;
    const match = expression.exec(query);
    if (match !== null) at += match[0].length;
    return match;
  }

  function peekOperator(): string | null {
    OPERATOR.lastIndex = at;
    return OPERATOR.exec(query)?.[1]?.toUpperCase() ?? null;
  }

  function refuse(): never {
    throw new Refusal(
      400,
      `Parse error at '${query.slice(Math.max(0, at - 5), at + 5)}' (column ${at + 1}). This is commonly caused by unmatched parentheses. Enclose any text in double quotes.`,
    );
  }

  function alternatives(): Search {
    const parts = [conjunction()];
    while (peekOperator() === 'OR') {
      take(OPERATOR);
      parts.push(conjunction());
    }
    return joined('or', parts);
  }

  function conjunction(): Search {
    const parts: Search[] = [];
    take(SPACES);
    while (at < query.length && query[at] !== ')' && peekOperator() !== 'OR') {
      if (peekOperator() === 'AND') take(OPERATOR);
      else parts.push(term());
      take(SPACES);
    }
    return joined('and', parts);
  }

  function term(): Search {
    if (query[at] === '(') return group();
    const key = take(KEY);
    if (key !== null) return filter(key);
    const text = take(QUOTED)?.[1]?.replaceAll('\\"', '"') ?? take(BARE_WORD)?.[0] ?? refuse();
    return { is: 'text', text };
  }

  function group(): Search {
    at += 1;
    const inner = alternatives();
    if (query[at] !== ')' || isEmpty(inner)) refuse();
    at += 1;
    return inner;
  }

  function filter([, bang, quotedTag, tag, quotedKey, key]: RegExpExecArray): Search {
    const tagName = quotedTag ?? tag;
    const name = tagName === undefined ? (quotedKey ?? key ?? refuse()) : `tags[${tagName}]`;
    const isList = query[at] === '[';
    return {
      is: 'filter',
      key: name,
      negated: bang === '!',
      values: isList ? list() : [value(name)],
      isList,
    };
  }

  function value(key: string): string {
    const quoted = take(QUOTED);
    if (quoted !== null) return (quoted[1] ?? '').replaceAll('\\"', '"');
    const bare = take(BARE_VALUE)?.[0] ?? '';
    if (bare === '') throw new Refusal(400, `Empty string after '${key}:'`);
    if (/(?<!\\)"/.test(bare)) {
      throw new Refusal(400, `Invalid quote at '${bare}': quotes must enclose text or be escaped.`);
    }
    return bare.replaceAll('\\"', '"');
  }

  function list(): readonly string[] {
    const values: string[] = [];
    at += 1;
    do {
      const element = take(QUOTED)?.[1] ?? take(LIST_VALUE)?.[0] ?? refuse();
      values.push(element.replaceAll('\\"', '"'));
    } while (take(LIST_COMMA) !== null);
    if (query[at] !== ']' || /[^\t\n )]/.test(query[at + 1] ?? ' ')) refuse();
    at += 1;
    return values;
  }

  const search = alternatives();
  if (at < query.length) refuse();
  return search;
}

/** All filters and texts of a query, wherever they stand. */
export function leavesOf(search: Search): readonly Leaf[] {
  return 'parts' in search ? search.parts.flatMap(leavesOf) : [search];
}

function joined(is: 'and' | 'or', parts: readonly Search[]): Search {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { is, parts };
}

function isEmpty(search: Search): boolean {
  return search.is === 'and' && search.parts.length === 0;
}
