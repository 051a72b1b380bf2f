import { unchanged, type Decided } from './decided.ts';
import type { Severity } from './fact.ts';
import { newestOf } from './fact-search.ts';
import type { Incident } from './incident.ts';

export function decideSeverity({ facts, severity, status }: Incident, to: Severity): Decided {
  if (status === 'closed') return unchanged({ code: 'not-from-here', status });
  if (severity !== to) return [{ kind: 'severity-changed', to }];
  return unchanged({ code: 'already-so', fact: newestOf(facts, 'severity-changed', 'opened') });
}
