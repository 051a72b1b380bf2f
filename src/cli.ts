#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import { EXIT_CODES } from './terminal/exit-codes.ts';
import type { Check } from './checks/check.ts';
import type { Session } from './terminal/session.ts';

/** What the terminal gives to the commands. Injected, so that tests see all that is written. */
export interface TerminalIo {
  readonly environment: NodeJS.ProcessEnv;
  readonly stdout: NodeJS.WriteStream | { write(text: string): unknown };
  readonly stderr: NodeJS.WriteStream | { write(text: string): unknown };
}

/**
 * Runs one command line.
 * @param argv the words behind the program's name
 * @param moreChecks checks beside `portal-links`
 * @returns the exit code: 0 on schedule or not expected, 10 missing, 11 partial, 12 unknown, 64 usage, 70 internal, 78 configuration
 */
export async function runCli(
  argv: readonly string[],
  io: TerminalIo,
  moreChecks: readonly Check[] = [],
): Promise<number> {
  let exitCode: number = EXIT_CODES.ok;
  const program = new Command('portal-check')
    .description('Says why a provider did not get its portal link.')
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
    })
    .exitOverride()
    .showHelpAfterError('(portal-check --help shows what there is)')
    .addHelpText(
      'after',
      '\nExit codes: 0 on schedule or not expected, 10 missing, 11 partial, 12 unknown (several ids: the worst),\n64 usage, 70 internal, 78 configuration. Data goes to standard output, all else to standard error.',
    );

  program
    .command('check')
    .description('check one or more providers')
    .argument('<id...>', 'ids, also inside pasted text')
    .option('--as-of <instant>', 'the instant to check for, with its offset, as 2025-07-24T05:31-07:00')
    .option('--window <duration>', 'how far back logs and events are read, as 14d or 12h')
    .option('--check <name>', 'which check; portal-links if left out')
    .option('--evidence', 'show what the diagnosis rests on')
    .addOption(
      new Option('--format <format>', 'how to print').choices(['text', 'json', 'markdown']).default('text'),
    )
    .action(async (words: string[], options) => {
      const { checkCommand } = await import('./terminal/check-command.ts');
      exitCode = await withSession(
        io,
        moreChecks,
        (session) => checkCommand(session, words, options),
        // Somebody on call gets an answer without the bot's own database too.
        { store: 'prepared if it can be' },
      );
    });

  program
    .command('replay')
    .description('evaluate a kept diagnosis with today’s rules')
    .argument('<diagnosis-id>')
    .action(async (id: string) => {
      const { replayCommand } = await import('./terminal/replay-command.ts');
      exitCode = await withSession(io, moreChecks, (session) => replayCommand(session, id));
    });

  program
    .command('migrate')
    .description('prepare the bot’s own database')
    .action(async () => {
      exitCode = await withSession(
        io,
        moreChecks,
        async ({ assembly, out }) => {
          const applied = await assembly.store.migrate();
          out(applied.length === 0 ? 'the database is up to date' : `applied: ${applied.join(', ')}`);
          return EXIT_CODES.ok;
        },
        { store: 'as it is' },
      );
    });

  program
    .command('verdicts')
    .description('print all verdicts and when they are given, as Markdown')
    .action(async () => {
      const { verdictsAsMarkdown } = await import('./checks/portal-links/verdicts-table.ts');
      io.stdout.write(verdictsAsMarkdown());
    });

  program
    .command('doctor')
    .description('try Slack, Sentry, Loki and both databases')
    .option(
      '--sample <id>',
      'show every column of this provider, without its names, and how often each phrase was seen',
    )
    .action(async (options: { sample?: string }) => {
      const { doctorCommand } = await import('./terminal/doctor-command.ts');
      exitCode = await withSession(
        io,
        moreChecks,
        (session) => doctorCommand(session, io.environment, options),
        { store: 'as it is' },
      );
    });

  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    return codeOfFailure(error, io);
  }
}

/** In which state a command needs the bot's own database. */
type StoreNeed = 'prepared' | 'prepared if it can be' | 'as it is';

/** Opens everything, runs one command, and closes everything again. */
async function withSession(
  io: TerminalIo,
  moreChecks: readonly Check[],
  run: (session: Session) => Promise<number>,
  { store = 'prepared' }: { readonly store?: StoreNeed } = {},
): Promise<number> {
  const [
    { readConfig, secretsIn },
    { problemsOfFiles },
    { assemble },
    { createClock },
    { createLog },
    { createScrub },
    { randomUUID },
    { styleFor, PLAIN },
    { ConfigurationError },
  ] = await Promise.all([
    import('./config.ts'),
    import('./config-files.ts'),
    import('./assembly.ts'),
    import('./clock.ts'),
    import('./log.ts'),
    import('./scrubbing.ts'),
    import('node:crypto'),
    import('./terminal/text.ts'),
    import('./errors.ts'),
  ]);
  const config = readConfig(io.environment, 'terminal', problemsOfFiles);
  const clock = createClock(config.clockStartsAtMs);
  const scrub = createScrub(secretsIn(io.environment));
  // A person reads standard error here: only what went wrong is worth a line of JSON.
  const log = createLog(config.logLevel === 'info' ? 'error' : config.logLevel, scrub, {
    write: (line) => void io.stderr.write(line),
  });
  const assembly = assemble(config, clock, log, moreChecks);
  const note = (line: string) => void io.stderr.write(`${scrub(line)}\n`);
  const prepare = async () => {
    if (store === 'as it is') return;
    try {
      await (config.store.migrateAtStart ? assembly.store.migrate() : assembly.store.requireCurrentSchema());
    } catch (error) {
      if (store === 'prepared' || error instanceof ConfigurationError) throw error;
      note(
        'the bot’s own database cannot be used: the answer will not be kept; "portal-check doctor" says why',
      );
    }
  };
  try {
    await prepare();
    return await run({
      assembly,
      clock,
      style: 'isTTY' in io.stdout ? styleFor(io.stdout) : PLAIN,
      note,
      out: (text) => void io.stdout.write(`${scrub(text)}\n`),
      newRequestId: () => randomUUID().slice(0, 8),
    });
  } finally {
    await assembly.close();
  }
}

/** Says what went wrong, in the words for whoever sees it, and gives the exit code. */
async function codeOfFailure(error: unknown, { stderr, environment }: TerminalIo): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.ok : EXIT_CODES.usage;
  const { ConfigurationError, UsageError } = await import('./errors.ts');
  const { secretsIn } = await import('./config.ts');
  const { createScrub } = await import('./scrubbing.ts');
  const { printable } = await import('./terminal/printable.ts');
  const scrub = createScrub(secretsIn(environment));
  if (error instanceof ConfigurationError) {
    stderr.write(`${scrub(error.message)}\n`);
    return EXIT_CODES.configuration;
  }
  if (error instanceof UsageError) {
    stderr.write(`${scrub(error.message).split('\n').map(printable).join('\n')}\n`);
    return EXIT_CODES.usage;
  }
  const { describeError } = await import('./log.ts');
  stderr.write(`portal-check failed: ${scrub(JSON.stringify(describeError(error), null, 2))}\n`);
  return EXIT_CODES.internal;
}

if (import.meta.main) {
  // Whoever reads the output may stop early, as `| head` does.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  process.exitCode = await runCli(process.argv.slice(2), {
    environment: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
  });
}
