import type { BodyOf } from './fact.ts';
import type { Incident } from './incident.ts';
import { sourcesOf, type Look } from './look.ts';
import { isSameSubject } from './subject-key.ts';

type SourceChange = BodyOf<'source-failed'> | BodyOf<'source-back'>;

/** Sources that have failed since, are back, or are not asked any more: each is told once. */
export function sourceChangesOf(
  { failedSources, subjects }: Pick<Incident, 'failedSources' | 'subjects'>,
  look: Look,
): readonly SourceChange[] {
  const sources = sourcesOf(look);
  const seen = look.checks.flatMap((check) => check.seen);
  const known = [...seen, ...(look.unasked ?? [])];
  const isEverybodySeen =
    seen.length > 0 && subjects.every((subject) => known.some((each) => isSameSubject(each, subject)));
  // One that is not configured is not asked at all.
  const gone = failedSources.filter(
    (failed) => isEverybodySeen && sources.every(({ source }) => source !== failed.source),
  );
  const changes = sources.flatMap(({ source, status }): readonly SourceChange[] => {
    const failed = failedSources.find((each) => each.source === source);
    const isBack = failed !== undefined && status === 'ok';
    // It may be that of somebody's check which could not be made that it failed.
    if (isBack && !isEverybodySeen) return [];
    if (isBack) return [{ kind: 'source-back', source, failedAtMs: failed.sinceMs }];
    const hasFailed = failed === undefined && status !== 'ok';
    return hasFailed ? [{ kind: 'source-failed', source, status }] : [];
  });
  return [
    ...changes,
    ...gone.map(({ source }): SourceChange => ({ kind: 'source-failed', source, status: 'not-configured' })),
  ];
}
