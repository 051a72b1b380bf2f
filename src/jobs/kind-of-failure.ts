import { slackErrorCode } from '../slack/manners.ts';

/** Codes as Slack, PostgreSQL and Node make them: `not_in_channel`, `57P01`, `ECONNREFUSED`. */
const CODE = /^\w{1,60}$/;

/** What kind of error it is, without its text, which may hold anything: a code where it has one, else the name of its class. */
export function kindOfFailure(error: unknown): string {
  const code = slackErrorCode(error) ?? (error instanceof Error && 'code' in error ? error.code : null);
  if (typeof code === 'string' && CODE.test(code)) return code;
  return error instanceof Error && CODE.test(error.name) ? error.name : 'unknown';
}
