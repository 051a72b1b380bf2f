import { mixed } from './draw.ts';

/** Parts of places that are on no map. */
const PLACE_BEGINNINGS = [
  'Abrel',
  'Brindo',
  'Cravel',
  'Dwelmo',
  'Eskel',
  'Fennor',
  'Gorlam',
  'Haskel',
  'Ilvar',
  'Jornel',
  'Kestro',
  'Lurnam',
  'Morvel',
  'Nimber',
  'Ostrel',
  'Plenno',
  'Quorim',
  'Ruskel',
  'Skellor',
  'Tarnim',
  'Ulvore',
  'Vanthel',
  'Wexor',
  'Yandrel',
  'Zellam',
  'Ambrik',
  'Bolvar',
  'Cendro',
  'Drellam',
  'Ezvar',
  'Fornik',
  'Gavrel',
  'Hulmer',
  'Iskor',
  'Jaspro',
  'Kolvan',
  'Lembro',
  'Mirkel',
  'Norvik',
  'Ombrel',
] as const;
const PLACE_ENDINGS = [
  'bank',
  'bourne',
  'brook',
  'cliff',
  'combe',
  'croft',
  'dale',
  'den',
  'falls',
  'field',
  'ford',
  'gate',
  'glen',
  'grove',
  'haven',
  'heath',
  'hollow',
  'holm',
  'hurst',
  'ledge',
  'marsh',
  'mead',
  'mere',
  'moor',
  'ness',
  'ridge',
  'shore',
  'stead',
  'vale',
  'wick',
  'wood',
  'worth',
] as const;
const HOUSES = {
  Clinic: [
    'Clinic',
    'Community Clinic',
    'Family Clinic',
    'Health Center',
    'Heart Clinic',
    'Medical Center',
    'Specialty Clinic',
    'Walk-In Clinic',
  ],
  Practice: [
    'Dental Practice',
    'Dermatology',
    'Eye Care',
    'Family Practice',
    'Medical Group',
    'Orthopedics',
    'Pediatrics',
    'Physicians',
  ],
} as const;

const PLACES = PLACE_BEGINNINGS.length * PLACE_ENDINGS.length;

/** More providers than this would share names. */
export const MOST_NAMES = PLACES * HOUSES.Clinic.length;

/** "Quorimvale Family Clinic". Each number below `MOST_NAMES` has a name of its own. */
export function nameOf(seed: number, number: number, kind: keyof typeof HOUSES): string {
  const chosen = mixed(seed, number, MOST_NAMES);
  const beginning = PLACE_BEGINNINGS[chosen % PLACE_BEGINNINGS.length];
  const ending = PLACE_ENDINGS[Math.floor(chosen / PLACE_BEGINNINGS.length) % PLACE_ENDINGS.length];
  const house = HOUSES[kind][Math.floor(chosen / PLACES)];
  if (beginning === undefined || ending === undefined || house === undefined) {
    throw new Error(`there is no name for number ${number}`);
  }
  return `${beginning}${ending} ${house}`;
}
