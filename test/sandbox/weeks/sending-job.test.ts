import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillDeliveryDatabase } from '../../../src/sandbox/case-001/delivery-database.ts';
import { CASE_001_PROVIDERS } from '../../../src/sandbox/case-001/providers.ts';
import { fleetPhrases } from '../../../src/sandbox/fleet/fleet-settings-file.ts';
import { serve, type StandIn } from '../../../src/sandbox/stand-ins/serve.ts';
import { createJobControl, createRemoteJob } from '../../../src/sandbox/weeks/job-control.ts';
import { createSendingJob } from '../../../src/sandbox/weeks/sending-job.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const [, , , , memorial, practice] = CASE_001_PROVIDERS;

describe('the sending job of case 001', () => {
  const reader = { user: `reader_${randomBytes(4).toString('hex')}`, password: 'password' };
  let delivery: TestDatabase;
  let application: StandIn;

  beforeAll(async () => {
    delivery = await createTestDatabase();
    await fillDeliveryDatabase(delivery.url, '2025-07-24', reader);
    application = await serve([...createJobControl(createSendingJob(delivery.url, null, fleetPhrases()))]);
  });

  afterAll(async () => {
    await application.close();
    await delivery.drop();
    await delivery.dropRole(reader.user);
  });

  const newest = (isPractice: boolean) =>
    delivery.run(
      `select count(*)::int as links, max(created_at) as newest, max(link_last_sent_at) as stamp
       from portal_check.links as link join portal_check.providers as p on p.id = link.provider_id
       where (p.id = $1) = $2`,
      [practice.id, isPractice],
    );

  it('serves the practice each Monday at 11:04, and none of the clinics', async () => {
    const job = createRemoteJob(`${application.url}/job`);
    const [before] = await newest(true);
    const clinics = await newest(false);
    await job.runThrough(0);
    expect(await newest(true)).toEqual([before]);
    await job.runThrough(1);
    // Whoever was not answered asks again.
    await job.runThrough(1);
    const nextMonday = new Date('2025-07-28T11:04:00-07:00');
    expect(await newest(true)).toEqual([
      { links: Number(before?.['links']) + 1, newest: nextMonday, stamp: nextMonday },
    ]);
    await job.runThrough(3);
    const inThreeWeeks = new Date('2025-08-11T11:04:00-07:00');
    expect(await newest(true)).toEqual([
      { links: Number(before?.['links']) + 3, newest: inThreeWeeks, stamp: inThreeWeeks },
    ]);
    expect(await newest(false)).toEqual(clinics);
  });

  it('does not look as if it had run where it could not', async () => {
    const job = createRemoteJob(`${application.url}/job`);
    await delivery.run('alter table clinical_dashboard_links rename to elsewhere');
    await expect(job.runThrough(4)).rejects.toThrow('the sending job answered 500');
    await delivery.run('alter table elsewhere rename to clinical_dashboard_links');
    await job.runThrough(4);
    expect(await newest(true)).toMatchObject([{ newest: new Date('2025-08-18T11:04:00-07:00') }]);
  });

  it('serves a clinic from the run on that somebody has mended it for', async () => {
    const job = createRemoteJob(`${application.url}/job`);
    const clinics = CASE_001_PROVIDERS.filter(({ id }) => id !== practice.id);
    expect(await job.ailingAt(6)).toEqual(clinics);
    await job.heal(memorial.id, 6);
    expect(await job.ailingAt(5)).toEqual(clinics);
    expect(await job.ailingAt(6)).toEqual(clinics.filter(({ id }) => id !== memorial.id));
    const before = await newest(false);
    await job.runThrough(5);
    expect(await newest(false)).toEqual(before);
    await job.runThrough(6);
    const [after] = await newest(false);
    expect(after?.['links']).toBe(Number(before[0]?.['links']) + 1);
    const sent = await delivery.run(
      `select max(created_at)::text as link, max(link_last_sent_at) = max(created_at) as is_stamped
       from portal_check.links as link join portal_check.providers as p on p.id = link.provider_id
       where p.id = $1`,
      [memorial.id],
    );
    expect(sent).toEqual([{ link: expect.stringContaining('2025-09-01'), is_stamped: true }]);
  });

  it.each(['{}', '{"week":"1"}', 'no JSON'])('is not started by %s', async (body) => {
    const response = await fetch(`${application.url}/job`, { method: 'PUT', body });
    expect(response.status).toBe(400);
  });
});
