const LOCAL = new Set(['127.0.0.1', 'localhost']);

/**
 * Whether a request comes from this machine's own page or tools. A page of another site can reach 127.0.0.1 too, by a name of its own
 * that leads here, or by sending what it cannot read the answer of: the first shows in the host, the second in the origin.
 */
export function isLocal(request: Request): boolean {
  const { hostname, origin: ownOrigin } = new URL(request.url);
  const origin = request.headers.get('origin');
  return LOCAL.has(hostname) && (origin === null || origin === ownOrigin);
}
