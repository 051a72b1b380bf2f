/**
 * Runs something again and again, but never twice at once: whoever asks while it runs gets one more run after it.
 *
 * @param run must not reject
 */
export function coalesced(run: () => Promise<void>): () => void {
  let isRunning = false;
  let isWanted = false;

  async function runWhileWanted(): Promise<void> {
    isRunning = true;
    while (isWanted) {
      isWanted = false;
      await run();
    }
    isRunning = false;
  }

  return () => {
    isWanted = true;
    if (!isRunning) void runWhileWanted();
  };
}
