import type { Config } from '../config-types.ts';
import { readConfig } from '../config.ts';
import { isoOf } from '../diagnosis/time.ts';
import { describeError } from '../log.ts';
import type { DoctorPart, ExaminedPart } from './doctor-part.ts';
import { digestsPart } from './doctor-digests.ts';
import { sampleIdIn, showSample } from './doctor-sample.ts';
import { showPart } from './doctor-show.ts';
import { slackPart } from './doctor-slack.ts';
import { deliveryPart, lokiPart, sentryPart } from './doctor-sources.ts';
import { storePart } from './doctor-store.ts';
import { EXIT_CODES } from './exit-codes.ts';
import type { Session } from './session.ts';

/** All that is examined, in the order in which it is shown. */
const PARTS: readonly DoctorPart[] = [slackPart, sentryPart, lokiPart, deliveryPart, storePart, digestsPart];

/**
 * `portal-check doctor`: tries everything that the bot talks to.
 * @returns 0 when all that is configured works, 12 when something does not
 * @throws UsageError where the id of the sample cannot be read
 */
export async function doctorCommand(
  session: Session,
  environment: NodeJS.ProcessEnv,
  options: { readonly sample?: string },
): Promise<number> {
  const { note, out } = session;
  const { doctor } = session.words;
  const sampleId = options.sample === undefined ? null : sampleIdIn(options.sample, session);
  const config = readConfig(environment, 'terminal');
  if (config.clockStartsAtMs !== null) {
    out(doctor.rehearsal(isoOf(config.clockStartsAtMs)));
  }
  note(doctor.trying);
  const examined = await Promise.all(PARTS.map((part) => examine(part, session, config)));
  for (const { id, found, elapsedMs } of examined) showPart(id, found, elapsedMs, session);
  const isSampleRead = sampleId === null || (await showSample(session, sampleId));
  const isWell = examined.every(({ found }) => found.hint === null);
  return isSampleRead && isWell ? EXIT_CODES.ok : EXIT_CODES.unknown;
}

interface Examined {
  readonly id: DoctorPart['id'];
  readonly found: ExaminedPart;
  readonly elapsedMs: number;
}

/** A part that breaks the doctor itself must not hide what was found of the others. */
async function examine(part: DoctorPart, session: Session, config: Config): Promise<Examined> {
  const startedAtMs = performance.now();
  const examined = (found: ExaminedPart): Examined => ({
    id: part.id,
    found,
    elapsedMs: Math.round(performance.now() - startedAtMs),
  });
  try {
    return examined(await part.examine(session, config));
  } catch (error) {
    const description = describeError(error);
    const said = typeof description === 'string' ? description : description.message;
    return examined({ facts: [], hint: session.words.doctor.notExamined(said), unset: null });
  }
}
