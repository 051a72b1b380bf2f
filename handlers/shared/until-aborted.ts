/** Resolves once a signal is aborted. @param over ends the waiting, so that a signal that lives as long as the process keeps nothing of it */
export function untilAborted(signal: AbortSignal, over: AbortSignal): Promise<null> {
  if (signal.aborted) return Promise.resolve(null);
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(null), { once: true, signal: over });
  });
}
