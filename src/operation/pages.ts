import type { Readiness } from './readiness.ts';

interface Content {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

interface OperationPage {
  readonly path: string;
  readonly show: () => Promise<Content>;
}

export interface OperationPagesSettings {
  /** What has been acknowledged and is not yet answered. */
  readonly inFlight: () => number;
  readonly readiness: () => Promise<Readiness>;
  /** null: not served. */
  readonly metrics: (() => Promise<{ readonly contentType: string; readonly text: string }>) | null;
}

/**
 * What whoever runs the bot looks at. `/healthz`: the process answers, and there is no reason to restart it, whatever else is down. `/readyz`:
 * it can do its work. `/metrics`: for Prometheus. None holds a secret, an address, or the id of a subject or a person.
 */
export function operationPages({
  inFlight,
  readiness,
  metrics,
}: OperationPagesSettings): readonly OperationPage[] {
  return [
    { path: '/healthz', show: async () => json(200, { ok: true, parts: { inFlight: String(inFlight()) } }) },
    {
      path: '/readyz',
      async show() {
        const found = await readiness();
        return json(found.ok ? 200 : 503, found);
      },
    },
    ...(metrics === null ? [] : [metricsPage(metrics)]),
  ];
}

function metricsPage(scrape: NonNullable<OperationPagesSettings['metrics']>): OperationPage {
  return {
    path: '/metrics',
    async show() {
      const { contentType, text } = await scrape();
      return { status: 200, contentType, body: text };
    },
  };
}

function json(status: number, content: object): Content {
  return { status, contentType: 'application/json', body: JSON.stringify(content) };
}
