/**
 * Loaded by `--import` into every process of the sandbox: ends the process when its standard input closes, which happens however its
 * parent ends, SIGKILL included. A process that listens for SIGTERM may stop cleanly first.
 */

const CLEAN_STOP_MS = 12_000;

process.stdin.resume();
process.stdin.on('close', () => {
  if (process.listenerCount('SIGTERM') === 0) process.exit(0);
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), CLEAN_STOP_MS).unref();
});
