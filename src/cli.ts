#!/usr/bin/env node
import { CommanderError, type Command } from 'commander';
import type { Check } from './checks/check.ts';
import { EXIT_CODES } from './terminal/exit-codes.ts';
import { localeOf, terminalWordsIn } from './terminal/language.ts';
import { createProgram, formatOption, sentenceFor, severalOption } from './terminal/program.ts';
import type { Session } from './terminal/session.ts';
import type { Locale } from './words/locale.ts';
import type { TerminalWords } from './words/terminal.en.ts';

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
  const words = await terminalWordsIn(localeOf(argv, io.environment));
  let exitCode: number = EXIT_CODES.ok;
  const program = createProgram(words, {
    writeOut: (text) => void io.stdout.write(text),
    writeErr: (text) => void io.stderr.write(text),
  });
  addCommands(program, words, io, async (run, store) => {
    exitCode = await withSession(words, io, moreChecks, run, store);
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    return codeOfFailure(error, words, io);
  }
}

/** In which state a command needs the bot's own database. */
type StoreNeed = 'prepared' | 'prepared if it can be' | 'as it is';

/** Opens everything and runs one command, whose exit code becomes the program's. */
type InSession = (run: (session: Session) => Promise<number>, store: StoreNeed) => Promise<void>;

function addCommands(program: Command, words: TerminalWords, io: TerminalIo, inSession: InSession): void {
  const { values } = words;

  program
    .command('check')
    .description(words.check.description)
    .argument(`<${values.words}...>`, words.check.words)
    .option(`--as-of <${values.instant}>`, words.check.asOf)
    .option(`--window <${values.duration}>`, words.check.window)
    .option(`--check <${values.name}>`, words.check.check)
    .option('--evidence', words.check.evidence)
    .addOption(formatOption(words, words.check.format, ['text', 'json', 'markdown']))
    .action(async (asked: string[], options) => {
      const { checkCommand } = await import('./terminal/check-command.ts');
      // Somebody on call gets an answer without the bot's own database too.
      await inSession((session) => checkCommand(session, asked, options), 'prepared if it can be');
    });

  program
    .command('digest')
    .description(words.digest.description)
    .option(`--check <${values.name}>`, words.check.check)
    .addOption(severalOption(`--filter <${values.trait}>`, words.digest.filter))
    .addOption(formatOption(words, words.digest.format, ['text', 'markdown', 'json', 'csv']))
    .addHelpText('after', `\n${words.digest.exitCodes}`)
    .action(async (options) => {
      const { digestCommand } = await import('./terminal/digest-command.ts');
      // Without it there is nothing to compare with.
      await inSession((session) => digestCommand(session, options), 'prepared');
    });

  const incident = program.command('incident').description(words.incident.description);
  incident
    .command('list')
    .description(words.incident.list)
    .option('--all', words.incident.all)
    .addOption(formatOption(words, words.incident.format, ['text', 'json']))
    .action(async (options) => {
      const { incidentListCommand } = await import('./terminal/incident-command.ts');
      await inSession((session) => incidentListCommand(session, options), 'prepared');
    });
  incident
    .command('show')
    .description(words.incident.show)
    .argument(`<${values.number}>`)
    .addOption(formatOption(words, words.incident.format, ['text', 'json']))
    .action(async (number: string, options) => {
      const { incidentShowCommand } = await import('./terminal/incident-command.ts');
      await inSession((session) => incidentShowCommand(session, number, options), 'prepared');
    });
  incident
    .command('postmortem')
    .description(words.incident.postmortem)
    .argument(`<${values.number}>`)
    .option(`--into <${values.file}>`, words.incident.into)
    .action(async (number: string, options: { into?: string }, command: Command) => {
      const { incidentPostmortemCommand } = await import('./terminal/incident-command.ts');
      const { language } = command.optsWithGlobals<{ language?: Locale }>();
      await inSession(
        (session) =>
          incidentPostmortemCommand(session, number, {
            ...options,
            ...(language === undefined ? {} : { language }),
          }),
        'prepared',
      );
    });

  program
    .command('replay')
    .description(words.replay.description)
    .argument(`<${values.diagnosisId}>`)
    .action(async (id: string) => {
      const { replayCommand } = await import('./terminal/replay-command.ts');
      await inSession((session) => replayCommand(session, id), 'prepared');
    });

  program
    .command('audit')
    .description(words.audit.description)
    .option(`--since <${values.instantOrDuration}>`, words.audit.since, '30d')
    .option(`--until <${values.instantOrDuration}>`, words.audit.until)
    .option(`--user <${values.id}>`, words.audit.user)
    .option(`--provider <${values.id}>`, words.audit.provider)
    .addOption(formatOption(words, words.audit.format, ['csv', 'json']))
    .action(async (options) => {
      const { auditCommand } = await import('./terminal/audit-command.ts');
      await inSession((session) => auditCommand(session, options), 'prepared');
    });

  program
    .command('feedback')
    .description(words.feedback.description)
    .option(`--since <${values.instantOrDuration}>`, words.feedback.since, '30d')
    .addOption(formatOption(words, words.feedback.format, ['text', 'csv', 'json']))
    .action(async (options) => {
      const { feedbackCommand } = await import('./terminal/feedback-command.ts');
      await inSession((session) => feedbackCommand(session, options), 'prepared');
    });

  program
    .command('migrate')
    .description(words.migrate.description)
    .action(async () => {
      const { migrateCommand } = await import('./terminal/migrate-command.ts');
      await inSession(migrateCommand, 'as it is');
    });

  program
    .command('verdicts')
    .description(words.verdicts.description)
    .action(async () => {
      const { verdictsAsMarkdown } = await import('./checks/portal-links/verdicts-table.ts');
      io.stdout.write(verdictsAsMarkdown(words.locale));
    });

  program
    .command('doctor')
    .description(words.doctor.description)
    .option(`--sample <${values.id}>`, words.doctor.sample)
    .action(async (options: { sample?: string }) => {
      const { doctorCommand } = await import('./terminal/doctor-command.ts');
      await inSession((session) => doctorCommand(session, io.environment, options), 'as it is');
    });
}

/** Opens everything, runs one command, and closes everything again. */
async function withSession(
  words: TerminalWords,
  io: TerminalIo,
  moreChecks: readonly Check[],
  run: (session: Session) => Promise<number>,
  store: StoreNeed,
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
    { createWrite },
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
    import('./terminal/write.ts'),
    import('./errors.ts'),
  ]);
  const config = readConfig(io.environment, 'terminal', problemsOfFiles);
  const clock = createClock(config.clockStartsAtMs);
  const scrub = createScrub(secretsIn(io.environment));
  // A person reads standard error here: only what went wrong is worth a line of JSON.
  const log = createLog(config.logLevel === 'info' ? 'error' : config.logLevel, scrub, {
    write: (line) => void io.stderr.write(line),
  });
  const assembly = assemble(config, clock, log, { moreChecks });
  const note = (line: string) => void io.stderr.write(`${scrub(line)}\n`);
  const write = createWrite(io.stdout);
  const prepare = async () => {
    if (store === 'as it is') return;
    try {
      await (config.store.migrateAtStart ? assembly.store.migrate() : assembly.store.requireCurrentSchema());
    } catch (error) {
      if (store === 'prepared' || error instanceof ConfigurationError) throw error;
      note(words.failures.storeUnusable);
    }
  };
  try {
    await prepare();
    return await run({
      assembly,
      words,
      clock,
      style: 'isTTY' in io.stdout ? styleFor(io.stdout) : PLAIN,
      note,
      out: (text) => void io.stdout.write(`${scrub(text)}\n`),
      write: (text) => write(scrub(text)),
      newRequestId: () => randomUUID().slice(0, 8),
    });
  } finally {
    await assembly.close();
  }
}

/** Says what went wrong, in the words for whoever sees it, and gives the exit code. */
async function codeOfFailure(
  error: unknown,
  words: TerminalWords,
  { stderr, environment }: TerminalIo,
): Promise<number> {
  if (error instanceof CommanderError && error.exitCode === 0) return EXIT_CODES.ok;
  const { ConfigurationError, UsageError } = await import('./errors.ts');
  const { secretsIn } = await import('./config.ts');
  const { createScrub } = await import('./scrubbing.ts');
  const { printable } = await import('./words/printable.ts');
  const scrub = createScrub(secretsIn(environment));
  const say = (text: string) => void stderr.write(`${scrub(text).split('\n').map(printable).join('\n')}\n`);
  if (error instanceof CommanderError) {
    const sentence = sentenceFor(error, words);
    if (sentence !== null) say(`${sentence}\n${words.help.whereToLook}`);
    return EXIT_CODES.usage;
  }
  if (error instanceof ConfigurationError) {
    const { configurationErrorIn } = await import('./configuration-words.ts');
    const inWords = await configurationErrorIn(words.locale);
    say(inWords(error.problems));
    return EXIT_CODES.configuration;
  }
  if (error instanceof UsageError) {
    say(error.message);
    return EXIT_CODES.usage;
  }
  const { describeError } = await import('./log.ts');
  stderr.write(`${words.failures.internal} ${scrub(JSON.stringify(describeError(error), null, 2))}\n`);
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
