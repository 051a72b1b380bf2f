import type { Tried } from '../diagnosis/doctor-facts.ts';
import { problemOf } from './http-problems.ts';

/** For `doctor`, which tells of one thing though another could not be read. Rejects with what is no failure of the source. */
export async function tried<Value>(work: Promise<Value>): Promise<Tried<Value>> {
  try {
    return { value: await work };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}
