import { it } from 'vitest';
import { startCase001 } from '../support/case-001.ts';
import { runTerminal } from '../support/terminal.ts';
it('x', async () => {
  const running = await startCase001('2025-07-24');
  for (const argv of [['digest'], ['digest', '--language', 'es'], ['digest', '--format', 'markdown', '--filter', 'kind=clinic'], ['digest', '--format', 'json'], ['digest', '--format', 'csv'], ['digest', '--help'], ['digest', '--filter', 'x']]) {
    const run = await runTerminal(argv, running.environment);
    console.log(argv.join(' ') + '\n' + run.out + '\n--- ' + run.err + ' ' + run.exitCode);
  }
  await running.stop();
});
