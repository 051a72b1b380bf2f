import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIncidentCommand } from '../../src/slack/incident-command-text.ts';
import { readIncidentMention } from '../../src/slack/incident-mention-text.ts';
import { instantNear, instantOf, readSaidTime } from '../../src/slack/said-time.ts';

const ZONE = 'America/Los_Angeles';
const at = (text: string): number => Date.parse(text);

describe('/portal-incident reads', () => {
  it.each([
    ['', { kind: 'help' }],
    ['--help', { kind: 'help' }],
    ['open', { kind: 'open', text: '' }],
    ['open Duke Health a1', { kind: 'open', text: 'Duke Health a1' }],
    ['list', { kind: 'list', which: 'open' }],
    ['LIST All', { kind: 'list', which: 'all' }],
    ['show', { kind: 'show', number: null }],
    ['show #7', { kind: 'show', number: 7 }],
    ['postmortem 12', { kind: 'postmortem', number: 12 }],
    ['add #7 Duke Health', { kind: 'add', number: 7, text: 'Duke Health' }],
    ['add 7', { kind: 'add', number: null, text: '7' }],
    ['remove a1', { kind: 'remove', number: null, text: 'a1' }],
    ['status #7', { kind: 'show', number: 7 }],
    ['resolve #7', { kind: 'elsewhere', number: 7, where: { by: 'button', deed: 'resolved' } }],
    ['change severity to P1', { kind: 'elsewhere', number: null, where: { by: 'button', deed: 'severity' } }],
    ['cerrar #7', { kind: 'elsewhere', number: 7, where: { by: 'button', deed: 'close' } }],
    ['reabrir', { kind: 'elsewhere', number: null, where: { by: 'button', deed: 'reopen' } }],
    ['ack 7', { kind: 'elsewhere', number: 7, where: { by: 'button', deed: 'lead' } }],
    ['note the sender', { kind: 'elsewhere', number: null, where: { by: 'thread', deed: 'note' } }],
    ['join #7 Duke', { kind: 'elsewhere', number: 7, where: { by: 'command', deed: 'add', rest: 'Duke' } }],
  ])('"%s"', (text, reading) => {
    expect(readIncidentCommand(text)).toEqual(reading);
  });

  it.each([
    ['destroy #7', 'destroy'],
    ['show seven', 'seven'],
    ['show #7 now', 'now'],
    ['list mine', 'mine'],
    ['list all of them', 'of'],
  ])('nothing in "%s", and says which word', (text, word) => {
    expect(readIncidentCommand(text)).toEqual({ kind: 'unreadable', word });
  });

  it('any text without throwing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readIncidentCommand(text)).toHaveProperty('kind');
      }),
    );
  });
});

const clock = (hour: number, minute: number) => ({ year: null, month: null, day: null, hour, minute });

describe('a mention in the thread of an incident', () => {
  it.each([
    ['check', { kind: 'check' }],
    ['Check again', { kind: 'check' }],
    ['revisar', { kind: 'check' }],
    ['timeline', { kind: 'timeline' }],
    ['cronología', { kind: 'timeline' }],
    ['línea temporal', { kind: 'timeline' }],
    ['status', { kind: 'status' }],
    ['estado', { kind: 'status' }],
    ['help', { kind: 'help' }],
    ['ayuda', { kind: 'help' }],
    ['', { kind: 'help' }],
    ['\u2060 ', { kind: 'help' }],
    ['resolve', { kind: 'elsewhere', where: { by: 'button', deed: 'resolved' } }],
    ['Resolve it, please', { kind: 'elsewhere', where: { by: 'button', deed: 'resolved' } }],
    ['resuelto', { kind: 'elsewhere', where: { by: 'button', deed: 'resolved' } }],
    ['mitigar', { kind: 'elsewhere', where: { by: 'button', deed: 'mitigated' } }],
    ['I’m on it', { kind: 'elsewhere', where: { by: 'button', deed: 'lead' } }],
    ['me encargo', { kind: 'elsewhere', where: { by: 'button', deed: 'lead' } }],
    ['P1', { kind: 'elsewhere', where: { by: 'button', deed: 'severity' } }],
    ['severidad P2', { kind: 'elsewhere', where: { by: 'button', deed: 'severity' } }],
    ['add Duke Health', { kind: 'elsewhere', where: { by: 'command', deed: 'add', rest: 'Duke Health' } }],
    ['quitar #2 Duke', { kind: 'elsewhere', where: { by: 'command', deed: 'remove', rest: 'Duke' } }],
    ['unirse', { kind: 'elsewhere', where: { by: 'command', deed: 'add', rest: '' } }],
    ['postmortem', { kind: 'elsewhere', where: { by: 'command', deed: 'postmortem', rest: '' } }],
    ['note the sender was restarted', { kind: 'note', text: 'the sender was restarted' }],
    ['Nota: se reinició', { kind: 'note', text: 'se reinició' }],
    ['withdraw 5', { kind: 'withdraw', seq: 5 }],
    ['retirar n.º 5', { kind: 'withdraw', seq: 5 }],
    ['correct 5 it was Ana', { kind: 'correct', seq: 5, time: null, text: 'it was Ana', mark: null }],
    ['correct 5 at 12:30', { kind: 'correct', seq: 5, time: clock(12, 30), text: null }],
    [
      'corregir 5 a las 12:30 fue Ana',
      { kind: 'correct', seq: 5, time: clock(12, 30), text: 'fue Ana', mark: null },
    ],
    [
      'correct 5 engaged: Ana',
      { kind: 'correct', seq: 5, time: null, text: 'engaged: Ana', mark: 'engaged' },
    ],
  ])('"%s" is meant for it', (text, mention) => {
    expect(readIncidentMention(text)).toEqual(mention);
  });

  it.each([
    ['at 12:28 somebody looks', null],
    ['at 13:09 engaged: Ana', 'engaged'],
    ['a las 13:09 involucrada: Ana', 'engaged'],
    ['at 10:00 began.', 'began'],
    ['at 10:00 began. The deployment had just ended', 'began'],
    ['a las 10:00 empezó', 'began'],
    ['a las 10:00 empezó por el despliegue', 'began'],
    ['at 10:44 reported by the help desk', 'reported'],
    ['a las 10:44 se reportó', 'reported'],
    ['a las 10:44 reportado por la mesa de ayuda', 'reported'],
    ['at 11:00 detected by a digest', 'detected'],
    ['a las 11:00 detectado', 'detected'],
    ['at 12:28 first reaction', 'first-reaction'],
    ['a las 12:28 primera reacción', 'first-reaction'],
    ['at 12:28 reacted: Ana', 'first-reaction'],
    ['at 16:34 mitigated', 'mitigated'],
    ['a las 16:34 mitigado', 'mitigated'],
    ['at 11:13 Fixed', 'fixed'],
    ['at 11:13 fixed, says the reporter', 'fixed'],
    ['a las 11:13 corregido', 'fixed'],
    ['a las 11:13 resuelto, según la clínica', 'fixed'],
    ['at 11:13 fixedness is no word of it', null],
    ['at 12:28 first person reacts', null],
    ['at 12:46 started looking at the mail job', null],
    ['at 12:46 begins to roll out the fix', null],
    ['at 12:46 began to look', null],
    ['at 12:46 reports from two more clinics', null],
    ['a las 12:46 reporte de otra clínica', null],
    ['a las 12:46 se reportó otra clínica', null],
    ['at 12:50 fixed a typo in the query, no effect', null],
    ['at 12:50 fixed.js is out', null],
    ['a las 12:50 corregido un error, sin efecto', null],
    ['at 12:50 engaged the vendor', null],
    ['at 12:50 mitigated bypass', null],
  ])('"%s" tells of an event that counts as %s', (text, mark) => {
    expect(readIncidentMention(text)).toMatchObject({ kind: 'event', mark });
  });

  it.each([
    ['note', 'no-text'],
    ['at 12:28', 'no-event'],
    ['at 25:00 something', 'no-time'],
    ['at 12.28 something', 'no-time'],
    ['correct', 'no-seq'],
    ['correct at 12:30', 'no-seq'],
    ['correct 5', 'no-right'],
    ['correct 5 at 99:30', 'no-time'],
    ['withdraw', 'no-seq'],
  ])('"%s" cannot be read, and says why (%s)', (text, code) => {
    expect(readIncidentMention(text)).toMatchObject({ kind: 'unreadable', problem: { code } });
  });

  it.each([
    'Duke Health',
    'check Duke Health',
    'b8608be4-22bd-41e3-9173-fefaf19bdc50',
    'status of Duke Health',
    'at Memorial Healthcare',
    'on call',
    'el paso health',
    'correct, thanks',
    'withdraw the drug',
    'noted',
    'thanks',
    'resolve health clinic',
    'close care',
    'open door clinic',
    'show me',
  ])('"%s" goes on as anywhere else', (text) => {
    expect(readIncidentMention(text)).toBeNull();
  });

  it('of any text is read without throwing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readIncidentMention(text)).not.toBeUndefined();
      }),
    );
  });
});

describe('a time as people say it', () => {
  const NOW = at('2025-06-10T09:00:00-07:00');

  it.each([
    ['08:28 rest', '2025-06-10T08:28:00-07:00'],
    ['12:28 rest', '2025-06-09T12:28:00-07:00'],
    ['12h28 rest', '2025-06-09T12:28:00-07:00'],
    ['1:09 pm rest', '2025-06-09T13:09:00-07:00'],
    ['12:05 am rest', '2025-06-10T00:05:00-07:00'],
    ['9 June 12:28 rest', '2025-06-09T12:28:00-07:00'],
    ['9 de junio a las 12:28 rest', '2025-06-09T12:28:00-07:00'],
    ['Mon 9 June 2025 12:28 rest', '2025-06-09T12:28:00-07:00'],
    ['June 9th, 2025 at 12:28 rest', '2025-06-09T12:28:00-07:00'],
    ['24 Dec 12:28 rest', '2024-12-24T12:28:00-08:00'],
    ['29 February 12:28 rest', '2024-02-29T12:28:00-08:00'],
    ['2025-06-09 12:28 rest', '2025-06-09T12:28:00-07:00'],
    ['2025-06-09T12:28 rest', '2025-06-09T12:28:00-07:00'],
  ])('"%s" is %s', (text, instant) => {
    const read = readSaidTime(text);
    expect(read?.rest).toBe('rest');
    expect(read === null ? null : instantOf(read.time, ZONE, NOW)).toBe(at(instant));
  });

  it.each([
    ['first', '2025-11-02T01:15:00-08:00', '01:50', '2025-11-02T01:50:00-07:00'],
    ['second', '2025-11-02T01:55:00-08:00', '01:50', '2025-11-02T01:50:00-08:00'],
    ['second', '2025-11-02T09:00:00-08:00', '2 November 01:50', '2025-11-02T01:50:00-08:00'],
    ['first', '2025-11-02T01:55:00-07:00', '01:50', '2025-11-02T01:50:00-07:00'],
  ])(
    'in the night in which clocks are put back, may be the %s of two: at %s, %s',
    (_, now, text, instant) => {
      const read = readSaidTime(text);
      expect(read === null ? null : instantOf(read.time, ZONE, at(now))).toBe(at(instant));
    },
  );

  it.each(['25:00', '12:60', '13:00 pm', '32 June', 'noon', '12', '1228', '9 Juneteenth 12:28'])(
    '"%s" is none',
    (text) => {
      expect(readSaidTime(text)).toBeNull();
    },
  );

  it.each(['2025-06-11 12:28', '31 June 12:28', '2025-13-01 12:28', '1 January 2031 10:00'])(
    '"%s" is no time that has been',
    (text) => {
      const read = readSaidTime(text);
      expect(read).not.toBeNull();
      expect(read === null ? null : instantOf(read.time, ZONE, NOW)).toBeNull();
    },
  );

  it('without a day is never in the future, and never a day old', () => {
    const times = fc.record({ hour: fc.nat(23), minute: fc.nat(59) });
    const instants = fc.integer({ min: at('2020-01-01T00:00Z'), max: at('2030-01-01T00:00Z') });
    fc.assert(
      fc.property(times, instants, ({ hour, minute }, nowMs) => {
        const found = instantOf(clock(hour, minute), ZONE, nowMs) ?? Number.NaN;
        expect(found).toBeLessThanOrEqual(nowMs);
        // A day of 25 hours in autumn.
        expect(nowMs - found).toBeLessThan(25 * 3_600_000 + 60_000);
      }),
    );
  });

  it('that corrects another one is on the day of that one', () => {
    const was = at('2025-06-08T12:28:00-07:00');
    expect(instantNear(clock(12, 30), ZONE, was, NOW)).toBe(at('2025-06-08T12:30:00-07:00'));
  });

  it.each(['-07:00', '-08:00'])(
    'that corrects one of the night in which clocks are put back is near it: %s',
    (offset) => {
      const was = at(`2025-11-02T01:20:00${offset}`);
      const found = instantNear(clock(1, 30), ZONE, was, at('2025-11-03T09:00:00-08:00'));
      expect(found).toBe(at(`2025-11-02T01:30:00${offset}`));
    },
  );

  it('that corrects another one is the one that has been, of two in that night', () => {
    const was = at('2025-11-02T01:10:00-08:00');
    const found = instantNear(clock(1, 50), ZONE, was, at('2025-11-02T01:15:00-08:00'));
    expect(found).toBe(at('2025-11-02T01:50:00-07:00'));
  });
});
