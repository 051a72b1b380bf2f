import { existsSync, readFileSync } from 'node:fs';
import { getCACertificates } from 'node:tls';
import * as Sentry from '@sentry/node';
import type { TelemetryConfig } from './config-types.ts';
import { scrubDeep, type Scrub } from './scrubbing.ts';

/** How long the last reports may take to leave when the process ends. */
const FLUSH_MS = 2_000;

/** Parts of a span that may hold ids, queries or answering addresses. Their hosts stay. */
const ADDRESS_ATTRIBUTES =
  /^(?:url\.(?:full|path|query|fragment)|http\.(?:url|target|query|fragment)|server\.query)$/;

/**
 * Starts reporting the bot's own errors and traces. Must run before anything that is to be traced is loaded (`--import`).
 * Collects no headers, bodies, query parameters or variables, passes no trace headers on to other hosts, and scrubs all texts.
 */
export function startTelemetry(config: TelemetryConfig | null, scrub: Scrub): void {
  if (config === null) return;
  Sentry.init({
    dsn: config.dsn,
    tracesSampleRate: config.tracesRate,
    tracePropagationTargets: [],
    maxBreadcrumbs: 0,
    transportOptions: transportOptionsOf(config),
    // Would write the rejection to standard error as it is, secrets and all: `main.ts` says it in the log.
    integrations: [Sentry.onUnhandledRejectionIntegration({ mode: 'none' })],
    dataCollection: {
      userInfo: false,
      cookies: false,
      httpHeaders: false,
      httpBodies: [],
      urlQueryParams: false,
      stackFrameVariables: false,
      graphQL: { document: false, variables: false },
    },
    beforeSend: (event) => Object.assign(event, scrubDeep(event, scrub)),
    beforeSendSpan: (span) => {
      span.name = withoutAddress(scrub(span.name));
      for (const [key, value] of Object.entries(span.attributes)) {
        if (ADDRESS_ATTRIBUTES.test(key)) Reflect.deleteProperty(span.attributes, key);
        else span.attributes[key] = scrubDeep(value, scrub);
      }
      return span;
    },
  });
}

/** The same way out as everything else has. A file that cannot be read is reported by `readConfig`, which lists all that is wrong. */
function transportOptionsOf({
  proxyUrl,
  caFile,
}: TelemetryConfig): NonNullable<Sentry.NodeOptions['transportOptions']> {
  const own = caFile !== null && existsSync(caFile) ? [readFileSync(caFile, 'utf8')] : [];
  return {
    ...(proxyUrl === null ? {} : { proxy: proxyUrl }),
    // A list of one's own replaces the default one, so the default is repeated.
    ...(own.length === 0 ? {} : { caCerts: [...getCACertificates('default'), ...own] }),
  };
}

/** Reports a mistake of the bot's own under the reference that the asker sees. Does nothing where telemetry is off. */
export function reportError(
  error: unknown,
  context: { readonly requestId: string; readonly interaction: string },
): void {
  Sentry.captureException(error, {
    tags: { requestId: context.requestId, interaction: context.interaction },
  });
}

/** Lets the last reports leave. */
export async function stopTelemetry(): Promise<void> {
  await Sentry.close(FLUSH_MS);
}

function withoutAddress(name: string): string {
  return name.replaceAll(/(https?:\/\/[^/\s]+)\S*/g, '$1');
}
