import { setTimeout as pause } from 'node:timers/promises';
import type { PlannedRun } from '../../jobs/digest-job.ts';
import type { IncidentRehearsal } from '../replicas/incident-rehearsal.ts';
import type { Rehearsal } from '../replicas/rehearsal.ts';
import type { ReplicaProcess } from '../replicas/replica-process.ts';
import { momentsOf, type Happening, type Work } from './moments.ts';

export interface SoakSettings {
  readonly rehearsal: Rehearsal;
  readonly incidents: IncidentRehearsal;
  readonly work: Work;
  readonly seed: number;
  /** How many replicas live at a time, about. */
  readonly replicas: number;
  /** Asked before each further moment. @param done digests that were due, or events of incidents */
  readonly isEnough: (done: number) => boolean;
  /** Told what happens, as it happens. */
  readonly say: (line: string) => void;
}

/** What came of it. */
export interface Soaked {
  readonly digests: number;
  readonly incidents: number;
  /** In all of them. */
  readonly events: number;
  /** How often each kind of thing happened. */
  readonly happened: Readonly<Partial<Record<Happening['kind'], number>>>;
  /** What is wrong with what stands in Slack; empty: nothing. */
  readonly complaints: readonly string[];
}

/**
 * Lets digests fall due, or people act in incidents, while everything fails at moments that the seed decides, then lets it be well again, and
 * looks what stands.
 */
export async function soak(settings: SoakSettings): Promise<Soaked> {
  const { rehearsal, incidents, work, seed, isEnough, say } = settings;
  const crew = createCrew(settings);
  const ordered: PlannedRun[] = [];
  const opened: string[] = [];
  let events = 0;
  const happened: Partial<Record<Happening['kind'], number>> = {};
  crew.fill();
  for (const { afterMs, happening } of momentsOf(seed, work)) {
    if (isEnough(ordered.length + events)) break;
    await pause(afterMs);
    say(sentenceOf(happening));
    happened[happening.kind] = (happened[happening.kind] ?? 0) + 1;
    await happen(happening);
    crew.fill();
  }
  say('all is well again');
  await crew.recover();
  // A root message that is not there any more is missed when it is to change, which nobody does to an incident that is closed.
  for (const id of opened) {
    await incidents.happen(id, 'reopened');
    await incidents.happen(id, 'severity');
  }
  return {
    digests: ordered.length,
    incidents: opened.length,
    events,
    happened,
    complaints: await complaints(),
  };

  async function happen(happening: Happening): Promise<void> {
    switch (happening.kind) {
      case 'order':
        for (let count = 0; count < happening.digests; count += 1) ordered.push(await rehearsal.order());
        return;
      case 'open-incident':
        opened.push((await incidents.open()).id);
        events += 1;
        return;
      case 'incident-event': {
        const id = opened[happening.incident % opened.length];
        if (id === undefined) return;
        await incidents.happen(id, happening.event);
        events += 1;
        return;
      }
      case 'kill':
        return crew.kill(happening.replica);
      case 'join-to-die':
        return crew.join({ step: happening.step });
      case 'restart-postgres':
        return rehearsal.sandbox.restartDatabases();
      case 'slack-fails':
        return rehearsal.fail(happening.fault);
    }
  }

  async function complaints(): Promise<readonly string[]> {
    const unsettled = await Promise.allSettled([rehearsal.settled(ordered), incidents.settled(opened)]);
    return [
      ...unsettled.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : [])),
      // Of the other kind, an earlier soak may have left something.
      ...(work === 'digests' ? await rehearsal.complaints(ordered) : await incidents.complaints(opened)),
    ];
  }
}

/** The replicas that there are. */
function createCrew({ rehearsal, replicas: size, say }: SoakSettings) {
  const members: { readonly process: ReplicaProcess; readonly isToDie: boolean }[] = [];
  const isAlive = ({ child }: ReplicaProcess): boolean =>
    child.process.exitCode === null && child.process.signalCode === null;
  const living = () => members.filter(({ process }) => isAlive(process));
  const join = (death: Parameters<Rehearsal['join']>[0]): void => {
    members.push({ process: rehearsal.join(death), isToDie: death !== undefined });
  };
  return {
    join,
    /** One that could not start, since PostgreSQL was away, is replaced as well. */
    fill(): void {
      while (living().length < size) join(undefined);
    },
    async kill(index: number): Promise<void> {
      const alive = living();
      await alive[index % alive.length]?.process.kill();
    },
    /** Only those stay that live, and nothing fails any more. */
    async recover(): Promise<void> {
      await rehearsal.mend();
      const doomed = living().filter(({ isToDie }) => isToDie);
      await Promise.all(doomed.map(({ process }) => process.kill()));
      for (;;) {
        this.fill();
        const started = await Promise.allSettled(living().map(({ process }) => process.ready));
        if (started.every(({ status }) => status === 'fulfilled')) break;
        say('a replica could not start: another one joins');
      }
    },
  };
}

function sentenceOf(happening: Happening): string {
  switch (happening.kind) {
    case 'order':
      return `${happening.digests} due`;
    case 'open-incident':
      return 'an incident is opened';
    case 'incident-event':
      return `in an incident: ${happening.event}`;
    case 'kill':
      return 'a replica is killed';
    case 'join-to-die':
      return `a replica joins that is killed at ${happening.step}`;
    case 'restart-postgres':
      return 'PostgreSQL is restarted';
    case 'slack-fails': {
      const { method, kind, count } = happening.fault;
      return `Slack: ${kind} for the next ${count} of ${method}`;
    }
  }
}
