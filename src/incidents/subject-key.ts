import type { SubjectRef } from './fact.ts';

/** The same for the same subject of the same check, and for no other. */
export function keyOf({ checkId, subjectId }: SubjectRef): string {
  return JSON.stringify([checkId, subjectId]);
}

export function isSameSubject(a: SubjectRef, b: SubjectRef): boolean {
  return a.checkId === b.checkId && a.subjectId === b.subjectId;
}

/** Each subject once: as it is named first. */
export function eachOnce<Ref extends SubjectRef>(refs: readonly Ref[]): readonly Ref[] {
  const firsts = new Map<string, Ref>();
  for (const ref of refs) if (!firsts.has(keyOf(ref))) firsts.set(keyOf(ref), ref);
  return [...firsts.values()];
}
