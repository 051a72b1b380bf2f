import type { ScheduledTask, TaskOptions } from 'node-cron';

/** Calls something by a cron expression, as node-cron's function of that name does. */
export type Schedule = (
  expression: string,
  work: () => Promise<void>,
  options: TaskOptions,
) => Pick<ScheduledTask, 'destroy'>;
