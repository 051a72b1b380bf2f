import { createFleet, fleetSettings, type Fleet, type FleetSettings } from './fleet.ts';

const VARIABLE = 'SANDBOX_FLEET';

/** How a process of the sandbox is told which fleet there is. */
export function environmentOfFleet(settings: FleetSettings | null): Readonly<Record<string, string>> {
  return settings === null ? {} : { [VARIABLE]: JSON.stringify(settings) };
}

/** The fleet that a process was told of; null: there is case 001 only. */
export function fleetInEnvironment(environment: NodeJS.ProcessEnv): Fleet | null {
  const text = environment[VARIABLE];
  return text === undefined ? null : createFleet(fleetSettings.parse(JSON.parse(text)));
}
