/** Slack's own word for why it refused a call, as "invalid_auth"; null where it did not answer so. */
export function slackRefusal(error: unknown): string | null {
  const data = error instanceof Error && 'data' in error ? error.data : null;
  if (typeof data !== 'object' || data === null || !('error' in data)) return null;
  return typeof data.error === 'string' && /^\w{1,60}$/.test(data.error) ? data.error : null;
}
