import type { SourceId } from '../diagnosis/reading.ts';
import type { Source } from '../sources/source.ts';
import { notConfigured, PART_MS, type DoctorPart, type ExaminedPart } from './doctor-part.ts';
import type { Session } from './session.ts';

/** Well-formed, and nobody's. */
const NOBODYS_ID = '00000000-0000-4000-8000-000000000000';

export const sentryPart: DoctorPart = {
  id: 'sentry',
  async examine(session) {
    const { sentry } = session.assembly.sources;
    return sentry === null ? notConfigured('SENTRY_URL') : examineSource(sentry, session);
  },
};

export const lokiPart: DoctorPart = {
  id: 'loki',
  async examine(session) {
    const { loki } = session.assembly.sources;
    return loki === null ? notConfigured('LOKI_URL', 'GRAFANA_LOKI_UID') : examineSource(loki, session);
  },
};

/** The database may be well, and yet not hold what the check reads: so its questions are asked, about nobody. */
export const deliveryPart: DoctorPart = {
  id: 'delivery',
  async examine(session) {
    const { assembly, clock, words } = session;
    const { delivery } = assembly.sources;
    const part = await examineSource(delivery, session);
    const [check] = assembly.checks;
    const nowMs = clock();
    const { questions } = check.ask({ subjectIds: [NOBODYS_ID], asOfMs: nowMs, nowMs, windowMs: null });
    if (part.hint !== null || questions.delivery === undefined) return part;
    const reading = await delivery.ask(questions.delivery, AbortSignal.timeout(PART_MS));
    if ('problem' in reading) return { ...part, hint: words.doctor.problem('delivery', reading.problem) };
    return {
      ...part,
      facts: [...part.facts, { code: 'delivery-queries-answered', params: { checkId: check.id } }],
    };
  },
};

async function examineSource(source: Source<SourceId>, { words }: Session): Promise<ExaminedPart> {
  const { facts, problem } = await source.examine(AbortSignal.timeout(PART_MS));
  return { facts, hint: problem === null ? null : words.doctor.problem(source.id, problem), unset: null };
}
