import type { FetchFunction } from '@slack/web-api';
import type { AnyDiagnosis, Check } from '../../src/checks/check.ts';
import type { EpochMs } from '../../src/diagnosis/time.ts';
import type { Investigate } from '../../src/investigation/investigation.ts';
import type { SlackIdentity } from '../../src/slack/app.ts';
import type { Log } from '../../src/slack/log.ts';
import type { Wait } from '../../src/slack/wait.ts';
import type { Locale } from '../../src/words/locale.ts';
import type { SlackWords } from '../../src/words/slack.en.ts';
import type { AuditRecord } from './audit.ts';
import type { InFlight } from './in-flight.ts';

/** Everything that handlers work with. `src/bot.ts` puts it together. */
export interface Handling {
  readonly investigate: Investigate;
  /** The first is meant where a command names none. */
  readonly checks: readonly [Check, ...Check[]];
  /** A kept diagnosis, its facts parsed by its check; null: never made, or purged. */
  readonly findDiagnosis: (diagnosisId: string) => Promise<AnyDiagnosis | null>;
  readonly audit: (record: AuditRecord) => Promise<void>;
  /** Tells the bot's own telemetry of a mistake, under the reference that the asker sees. */
  readonly reportError: (
    error: unknown,
    context: { readonly requestId: string; readonly interaction: string },
  ) => void;
  readonly words: SlackWords;
  readonly locale: Locale;
  readonly clock: () => EpochMs;
  readonly wait: Wait;
  /** An answer that comes sooner needs no "checking" before it. */
  readonly checkingAfterMs: number;
  readonly log: Log;
  /** Whose bot this is. */
  readonly identity: () => Promise<Pick<SlackIdentity, 'teamId' | 'enterpriseId'>>;
  readonly newRequestId: () => string;
  readonly inFlight: InFlight;
  /** For `response_url`s: the way to Slack that the configuration names. */
  readonly fetch: FetchFunction;
}
