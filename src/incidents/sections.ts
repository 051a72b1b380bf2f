import { unchanged, type Decided } from './decided.ts';
import type { PostmortemSection } from './fact.ts';
import { isOf } from './fact-search.ts';
import type { Incident } from './incident.ts';

export interface SectionText {
  readonly section: PostmortemSection;
  readonly text: string;
}

/** What stands there already is not written again. A postmortem is mostly written when the incident is closed. */
export function decideSections({ facts }: Incident, sections: readonly SectionText[]): Decided {
  const written = facts.filter(isOf('postmortem-written'));
  const newestIn = (section: PostmortemSection) => written.findLast(({ body }) => body.section === section);
  const fresh = sections.filter(({ section, text }) => newestIn(section)?.body.text !== text);
  if (fresh.length > 0) return fresh.map((each) => ({ kind: 'postmortem-written', ...each }));
  const [first] = sections;
  return unchanged({
    code: 'already-so',
    fact: first === undefined ? null : (newestIn(first.section) ?? null),
  });
}
