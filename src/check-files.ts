import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { DELIVERY_QUERIES } from './checks/portal-links/delivery-rows.ts';
import { createPortalLinks } from './checks/portal-links/index.ts';
import { queryOf, SqlFileError } from './checks/portal-links/sql-file.ts';
import { portalLinksSettings, type PortalLinksSettings } from './checks/portal-links/settings.ts';
import type { Check } from './checks/check.ts';
import type { PortalLinksFacts } from './checks/portal-links/facts.ts';
import type { ConfigurationProblem } from './configuration-problems.ts';
import { ConfigurationError } from './errors.ts';
import { unmetRequirement } from './unmet-requirement.ts';

const OWN_SETTINGS = fileURLToPath(new URL('./checks/portal-links/portal-links.yml', import.meta.url));
const OWN_SQL = fileURLToPath(new URL('./checks/portal-links/delivery.sql', import.meta.url));

/** Which files the check "portal-links" is made from; null: the ones that come with it. */
export interface PortalLinksFiles {
  readonly settingsFile: string | null;
  readonly sqlFile: string | null;
}

/** The check, and the settings that sources and `doctor` take from the same file. */
export interface LoadedPortalLinks {
  readonly check: Check<PortalLinksFacts>;
  readonly settings: PortalLinksSettings;
}

/**
 * Makes the check "portal-links" from its two files.
 * @throws ConfigurationError with every problem of both files at once
 */
export function loadPortalLinks(files: PortalLinksFiles): LoadedPortalLinks {
  const problems: ConfigurationProblem[] = [];
  const settings = readSettings(files.settingsFile, problems);
  const sql = readSql(files.sqlFile, problems);
  if (settings === null || sql === null || problems.length > 0) throw new ConfigurationError(problems);
  try {
    return { check: createPortalLinks(settings, sql), settings };
  } catch (cause) {
    throw new ConfigurationError([sqlProblemOf(cause, files.sqlFile ?? OWN_SQL)], { cause });
  }
}

function readSql(file: string | null, problems: ConfigurationProblem[]): string | null {
  const path = file ?? OWN_SQL;
  const text = readText(path, file === null ? null : 'DELIVERY_SQL_FILE', problems);
  if (text === null) return null;
  for (const name of DELIVERY_QUERIES) {
    try {
      queryOf(text, name);
    } catch (cause) {
      problems.push(sqlProblemOf(cause, path));
    }
  }
  return text;
}

/** @throws what is no fault of the file */
function sqlProblemOf(cause: unknown, file: string): ConfigurationProblem {
  if (!(cause instanceof SqlFileError)) throw cause;
  return { code: 'file-wrong', params: { file, place: null, requirement: cause.requirement } };
}

function readSettings(file: string | null, problems: ConfigurationProblem[]): PortalLinksSettings | null {
  const path = file ?? OWN_SETTINGS;
  const text = readText(path, file === null ? null : 'PORTAL_LINKS_FILE', problems);
  if (text === null) return null;
  let content: unknown;
  try {
    content = parse(text);
  } catch (cause) {
    problems.push({ code: 'not-yaml', params: { file: path, reason: reasonOf(cause) } });
    return null;
  }
  // Its values are no secrets: reported, they tell what is missing from what is of another type.
  const parsed = portalLinksSettings.safeParse(content, { reportInput: true });
  if (parsed.success) return parsed.data;
  problems.push(
    ...parsed.error.issues.map((issue): ConfigurationProblem => {
      const place = issue.path.length === 0 ? null : issue.path.join('.');
      return { code: 'file-wrong', params: { file: path, place, requirement: unmetRequirement(issue) } };
    }),
  );
  return null;
}

function readText(path: string, setting: string | null, problems: ConfigurationProblem[]): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    problems.push({ code: 'file-unreadable', params: { setting, file: path, reason: reasonOf(cause) } });
    return null;
  }
}

/** The first line of what the other software says; a parser draws the place below it. */
function reasonOf(cause: unknown): string {
  const [line = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n', 1);
  return line.replace(/:$/, '');
}
