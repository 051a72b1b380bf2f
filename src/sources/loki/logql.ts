import type { LogSelector } from '../../checks/questions.ts';
import { MINUTE_MS, SECOND_MS } from '../../diagnosis/time.ts';

/**
 * Builders of LogQL. Whatever strings they are given, the result has exactly the stages that it should have:
 * every string is escaped first as a regular expression, where it becomes one, and then as a Go string.
 * They work on Loki 2.9 and later, hence no `or` between filters.
 */

/** The streams of a selector: `{app=~"backend-sidekiq-worker|edge",env="omega"}`. Throws when it could mean all streams. */
export function streamsOf({ appLabel, apps, labels }: LogSelector): string {
  if (apps.length === 0 || apps.includes('')) throw new Error('a log selector needs the names of its apps');
  const [first = '', ...others] = apps;
  const matchers = [
    others.length === 0
      ? `${labelName(appLabel)}=${quote(first)}`
      : `${labelName(appLabel)}=~${quote(apps.map(escapeRegex).join('|'))}`,
    ...Object.entries(labels).map(([name, value]) => `${labelName(name)}=${quote(value)}`),
  ];
  return `{${matchers.join(',')}}`;
}

/** The lines that hold one of the phrases. Throws when every line would. */
export function linesWith(selector: LogSelector, phrases: readonly string[]): string {
  if (phrases.length === 0 || phrases.includes('')) throw new Error('a search of lines needs phrases');
  return `${streamsOf(selector)} |~ ${quote(phrases.map(escapeRegex).join('|'))}`;
}

/** How many lines of a log query each app wrote in the time before the instant of the query. */
export function countByApp(appLabel: string, logQuery: string, rangeMs: number): string {
  return `sum by (${labelName(appLabel)}) (count_over_time(${logQuery}[${durationOf(rangeMs)}]))`;
}

/** A duration in the largest unit that fits: `130m`, `7834s`, `1500ms`. */
function durationOf(ms: number): string {
  if (ms % MINUTE_MS === 0) return `${ms / MINUTE_MS}m`;
  return ms % SECOND_MS === 0 ? `${ms / SECOND_MS}s` : `${ms}ms`;
}

/** The characters that mean something to RE2, as in Go's `regexp.QuoteMeta`. */
function escapeRegex(text: string): string {
  return text.replaceAll(/[\\.+*?()|[\]{}^$]/g, String.raw`\$&`);
}

/** JSON's strings are Go strings, but for lone surrogates, which no log line can hold either. */
function quote(text: string): string {
  return JSON.stringify(text.toWellFormed());
}

function labelName(name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw new Error(`"${name}" is no name of a Loki label`);
  return name;
}
