import { readFile } from 'node:fs/promises';
import {
  deliveryStatements,
  type DeliveryParams,
  type DeliveryStatements,
} from '../../../src/checks/portal-links/delivery-rows.ts';
import type { RowsAnswer, RowsQuestion, Statement } from '../../../src/checks/questions.ts';
import type { Problem, Reading } from '../../../src/diagnosis/reading.ts';
import { fillDeliveryDatabase, type CaseDay } from '../../../src/sandbox/case-001/delivery-database.ts';
import {
  createDeliverySource,
  type DeliverySource,
  type DeliverySourceSettings,
} from '../../../src/sources/delivery/delivery-source.ts';
import { createTestDatabase, withLogin, type TestDatabase } from '../../support/database.ts';

export const DUKE = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';
export const PAM_DENVER = 'eb285efb-5a49-4f45-87df-836c81c9e19d';
export const PAM_HOUSTON = 'aba0b530-6f6c-4520-94dd-c4a4dd0afe71';
export const PAM_SAN_ANTONIO = '607ad309-9eef-4a65-9521-18de95986cf6';
export const MHS = '91de8e85-e7ef-411c-a6aa-477d8159dc39';
export const PRACTICE = '542a4199-aa41-4884-9d28-d29d32f23409';

export const READER = { user: 'delivery_test_reader', password: 'reads-only' };
export const NEVER = new AbortController().signal;

const DELIVERY_SQL = await readFile(
  new URL('../../../src/checks/portal-links/delivery.sql', import.meta.url),
  'utf8',
);

export const AS_OF_MS = at('2025-07-24T05:31:34-07:00');
/** The windows of the last eight Mondays, 10:50 to 13:00 Pacific. */
export const SLOTS = Array.from({ length: 8 }, (_, week) => {
  const opensAtMs = at('2025-06-02T10:50:00-07:00') + week * 7 * 86_400_000;
  return { cadence: 'weekly', opensAtMs, closesAtMs: opensAtMs + 130 * 60_000 };
});

export function at(iso: string): number {
  return Date.parse(iso);
}

/** A database with a day of case 001. */
export async function createCaseDatabase(day: CaseDay = '2025-07-24'): Promise<TestDatabase> {
  const database = await createTestDatabase();
  await fillDeliveryDatabase(database.url, day, READER);
  return database;
}

/** The source as the bot has it: by a login that may only read. */
export function sourceOf(url: string, settings: Partial<DeliverySourceSettings> = {}): DeliverySource {
  return createDeliverySource({
    url: withLogin(url, READER.user, READER.password),
    tls: 'disable',
    caPem: null,
    statementTimeoutMs: 5_000,
    views: [],
    clock: () => AS_OF_MS,
    ...settings,
  });
}

export function statementsFor(
  subjectIds: readonly string[],
  params: Partial<DeliveryParams> = {},
): DeliveryStatements {
  const linksSinceMs = at('2025-06-02T10:50:00-07:00');
  return deliveryStatements(DELIVERY_SQL, {
    subjectIds,
    asOfMs: AS_OF_MS,
    linksSinceMs,
    slots: SLOTS,
    ...params,
  });
}

export function questionOf(...statements: readonly Statement<unknown>[]): RowsQuestion {
  return { statements, window: { fromMs: at('2025-06-02T10:50:00-07:00'), untilMs: AS_OF_MS + 1 } };
}

/** The rows of one statement. Throws the problem where there are none. */
export async function rowsFrom<Row>(
  source: DeliverySource,
  statement: Statement<Row>,
): Promise<readonly Row[]> {
  const reading = await source.ask(questionOf(statement), NEVER);
  if (reading.status !== 'ok') throw new Error(`${reading.status}: ${JSON.stringify(reading)}`);
  return reading.data.rowsOf(statement);
}

/** What kept an answer from being complete. */
export function problemOfReading(reading: Reading<RowsAnswer>): Problem | null {
  return 'problem' in reading ? reading.problem : null;
}
