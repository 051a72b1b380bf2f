import type { FleetWords } from '../fleet.ts';
import type { FleetCode, FleetParams } from './fleet-findings.ts';

/** How instants are written in what is said of the fleet. */
export type FleetDates = Pick<FleetWords, 'instant' | 'day'>;

/** A planned run in which nobody got a link. */
export interface OutageSpeech {
  /** "Mon 21 July 11:00 PDT" */
  readonly slot: string;
  /** The cadence's value as the application writes it; null: not known. */
  readonly cadence: string | null;
  /** How many providers were due then, and how many of those got a link. */
  readonly due: number;
  readonly linked: number;
  /** Rows prove it; else the logs make it likely. */
  readonly isProven: boolean;
  /** How many providers it is told of. */
  readonly count: number;
}

/** The fleet's catalogue in one language. A second language is complete when it has this type. */
export interface FleetCatalogue {
  readonly title: string;
  outage(speech: OutageSpeech): string;
  readonly findings: {
    /** @param count how many providers it is told of */
    readonly [Code in FleetCode]: (params: FleetParams[Code], dates: FleetDates, count: number) => string;
  };
  /** Names of traits. */
  readonly traits: {
    readonly kind: string;
    readonly cadence: string;
    readonly size: string;
    readonly enrolledAt: string;
  };
  /** "weekly" */
  cadence(value: string): string;
  /** "10–49 active care plans"; `to` is null for the last class. */
  size(from: number, to: number | null): string;
}
