/** Where the Slack side writes what happened; a pino logger is one. Fields hold ids and codes, never a text from outside. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  child(fields: object): Log;
}
