import type { BodyOf } from './fact.ts';
import type { Incident } from './incident.ts';
import { sourcesOf, type Look } from './look.ts';

type SourceChange = BodyOf<'source-failed'> | BodyOf<'source-back'>;

/** Sources that have failed since, or are back: each is told once. */
export function sourceChangesOf({ failedSources }: Incident, look: Look): readonly SourceChange[] {
  return sourcesOf(look).flatMap(({ source, status }): readonly SourceChange[] => {
    const failed = failedSources.find((each) => each.source === source);
    const isBack = failed !== undefined && status === 'ok';
    if (isBack) return [{ kind: 'source-back', source, failedAtMs: failed.sinceMs }];
    const hasFailed = failed === undefined && status !== 'ok';
    return hasFailed ? [{ kind: 'source-failed', source, status }] : [];
  });
}
