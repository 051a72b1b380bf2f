import { describe, expect, it } from 'vitest';
import { datesInEnglish } from '../../src/words/dates.en.ts';
import { datesInSpanish } from '../../src/words/dates.es.ts';

const AS_OF = '2025-07-24T05:31:34-07:00';

const at = (text: string): number => Date.parse(text);
const dates = (asOf: string = AS_OF, timeZone = 'America/Los_Angeles') => datesInEnglish(timeZone, at(asOf));

describe('dates, as people read them at an incident', () => {
  it('stand in the schedule’s zone, whatever the machine’s', () => {
    const slot = at('2025-07-21T18:31:05Z');
    expect(dates().day(slot)).toBe('Mon 21 July');
    expect(dates().shortDay(slot)).toBe('21 July');
    expect(dates().time(slot)).toBe('11:31');
    expect(dates().dayTime(slot)).toBe('Mon 21 July 11:31');
    expect(dates().exact(slot)).toBe('Mon 21 July 2025 11:31:05');
  });

  it.each([
    ['this year', '2025-01-01T08:00:00Z', 'Wed 1 January'],
    ['last year, though in UTC it is this one', '2025-01-01T07:59:00Z', 'Tue 31 December 2024'],
    ['years ago', '2023-06-14T15:07:34-07:00', 'Wed 14 June 2023'],
    ['next year', '2026-01-05T11:00:00-08:00', 'Mon 5 January 2026'],
  ])('name the year where it is not that of as-of: %s', (_, instant, day) => {
    expect(dates().day(at(instant))).toBe(day);
  });

  it('count as of the last evening of a year by the zone’s year too', () => {
    const newYearsEve = dates('2025-01-01T04:00:00Z');
    expect(newYearsEve.dayTime(at('2024-12-30T19:00:00Z'))).toBe('Mon 30 December 11:00');
    expect(newYearsEve.shortDay(at('2025-01-06T19:00:00Z'))).toBe('6 January 2025');
  });

  it.each([
    ['the last minute of winter', '2025-03-09T09:59:00Z', 'Sun 9 March 01:59'],
    ['the first minute of summer', '2025-03-09T10:00:00Z', 'Sun 9 March 03:00'],
    ['half past one, for the first time', '2025-11-02T08:30:00Z', 'Sun 2 November 01:30'],
    ['half past one, for the second time', '2025-11-02T09:30:00Z', 'Sun 2 November 01:30'],
  ])('are right across daylight-saving changes: %s', (_, instant, text) => {
    expect(dates().dayTime(at(instant))).toBe(text);
  });

  it.each([
    ['in summer', '2025-07-24T05:31:34-07:00', 'America/Los_Angeles', 'Thu 24 July 2025 05:31 PDT'],
    ['in winter', '2025-12-24T05:31:34-08:00', 'America/Los_Angeles', 'Wed 24 December 2025 05:31 PST'],
    [
      'where half past one comes twice, first',
      '2025-11-02T08:30:00Z',
      'America/Los_Angeles',
      'Sun 2 November 2025 01:30 PDT',
    ],
    [
      'where half past one comes twice, second',
      '2025-11-02T09:30:00Z',
      'America/Los_Angeles',
      'Sun 2 November 2025 01:30 PST',
    ],
    [
      'where the zone’s name is an offset',
      '2025-07-24T12:31:34Z',
      'Europe/Madrid',
      'Thu 24 July 2025 14:31 GMT+2',
    ],
    ['in UTC', '2025-07-24T12:31:34Z', 'UTC', 'Thu 24 July 2025 12:31 UTC'],
  ])('name the zone of as-of %s', (_, instant, timeZone, text) => {
    expect(dates(instant, timeZone).asOf(at(instant))).toBe(text);
  });

  it.each([
    ['nothing', '0', '0 min'],
    ['half a minute', 'PT30S', '1 min'],
    ['less', 'PT29S', '0 min'],
    ['not quite two hours', 'PT119M29S', '119 min'],
    ['as good as two hours', 'PT119M30S', '2 hours'],
    ['two and a half hours', 'PT150M', '3 hours'],
    ['not quite two days', 'PT47H29M', '47 hours'],
    ['as good as two days', 'PT47H30M', '2 days'],
    ['44 days, less three hours', 'PT1053H', '44 days'],
  ])('round a span of %s', (_, length, text) => {
    const [, hours = 0, minutes = 0, seconds = 0] = /(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(length) ?? [];
    const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
    expect(dates().span(at(AS_OF) - ms, at(AS_OF))).toBe(text);
  });

  it('span nothing where the end lies before the beginning', () => {
    expect(dates().span(at(AS_OF) + 60_000, at(AS_OF))).toBe('0 min');
  });
});

describe('dates in Spanish', () => {
  const spanish = (timeZone = 'America/Los_Angeles') => datesInSpanish(timeZone, at(AS_OF));

  it('stand in the schedule’s zone, as people in Latin America write them', () => {
    const slot = at('2025-07-21T18:31:05Z');
    expect(spanish().day(slot)).toBe('lun 21 de julio');
    expect(spanish().shortDay(slot)).toBe('21 de julio');
    expect(spanish().time(slot)).toBe('11:31');
    expect(spanish().dayTime(slot)).toBe('lun 21 de julio 11:31');
    expect(spanish().exact(slot)).toBe('lun 21 de julio de 2025 11:31:05');
    expect(spanish().asOf(slot)).toBe('lun 21 de julio de 2025 11:31 PDT');
    expect(spanish('America/Bogota').asOf(slot)).toBe('lun 21 de julio de 2025 13:31 GMT-5');
  });

  it('name the year where it is not that of as-of', () => {
    expect(spanish().dayTime(at('2023-06-14T15:07:34-07:00'))).toBe('mié 14 de junio de 2023 15:07');
    expect(spanish().shortDay(at('2026-09-05T11:00:00-07:00'))).toBe('5 de septiembre de 2026');
  });

  it.each([
    [31, '31 min'],
    [3 * 60, '3 horas'],
    [16 * 24 * 60, '16 días'],
  ])('span %i minutes', (minutes, text) => {
    expect(spanish().span(at(AS_OF) - minutes * 60_000, at(AS_OF))).toBe(text);
  });
});
