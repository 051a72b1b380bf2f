import { z } from 'zod';

/** One instruction of a Dockerfile, as `COPY package.json ./`. */
export interface Instruction {
  readonly name: string;
  /** As `--from=dependencies`. */
  readonly flags: readonly string[];
  readonly rest: string;
}

/** What one `FROM` begins. */
export interface Stage {
  readonly image: string;
  readonly name: string | null;
  readonly instructions: readonly Instruction[];
}

const execForm = z.array(z.string()).min(1);

/** Reads the stages of a Dockerfile. Throws where it cannot be read. */
export function readDockerfile(text: string): readonly Stage[] {
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const stages: { image: string; name: string | null; instructions: Instruction[] }[] = [];
  for (const line of lines) {
    const [, name = '', flags = '', rest = ''] = /^([A-Z]+)\s+((?:--\S+\s+)*)(.+)$/.exec(line) ?? [];
    if (name === 'FROM') {
      const [image = '', , stage = null] = rest.split(/\s+/);
      stages.push({ image, name: stage, instructions: [] });
      continue;
    }
    const stage = stages.at(-1);
    if (name === '' || stage === undefined) throw new Error(`cannot be read: ${line}`);
    stage.instructions.push({ name, flags: flags.split(/\s+/).filter((flag) => flag !== ''), rest });
  }
  return stages;
}

/** The instructions of one name, oldest first. */
export function instructionsOf(stage: Stage, wanted: string): readonly Instruction[] {
  return stage.instructions.filter(({ name }) => name === wanted);
}

/** A command that no shell is between; throws where there is one. */
export function commandIn(text: string): readonly string[] {
  return execForm.parse(JSON.parse(text));
}

/**
 * Whether a path of the context stays out, as `.dockerignore` says: the last pattern that fits it, or a folder above it, decides. Knows no
 * wildcard but a lone `*`.
 */
export function createIsIgnored(dockerignore: string): (path: string) => boolean {
  const patterns = dockerignore
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ isKept: line.startsWith('!'), pattern: line.replace(/^!/, '') }));
  for (const { pattern } of patterns) {
    if (pattern !== '*' && /[*?[\]\\]/.test(pattern)) throw new Error(`not known here: ${pattern}`);
  }
  return (path) => {
    const last = patterns.findLast(
      ({ pattern }) => pattern === '*' || path === pattern || path.startsWith(`${pattern}/`),
    );
    return last !== undefined && !last.isKept;
  };
}
