import type { PortalLinksFacts } from '../../src/checks/portal-links/facts.ts';
import { PORTAL_LINKS_RULES, RULES_VERSION } from '../../src/checks/portal-links/rules.ts';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import { evaluate } from '../../src/diagnosis/rules.ts';

/** The diagnosis that facts lead to, made at their as-of. */
export function diagnosisOf(
  facts: PortalLinksFacts,
  change: Partial<Diagnosis<PortalLinksFacts>> = {},
): Diagnosis<PortalLinksFacts> {
  return {
    id: 'd1',
    checkId: 'portal-links',
    subjectId: facts.subjectId,
    asOfMs: facts.asOfMs,
    madeAtMs: facts.asOfMs,
    rulesVersion: RULES_VERSION,
    ...evaluate(PORTAL_LINKS_RULES, facts),
    readings: Object.values(facts.readings),
    facts,
    asker: { surface: 'terminal', userId: 'somebody', teamId: null, channelId: null },
    requestId: 'r1',
    ...change,
  };
}
