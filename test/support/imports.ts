import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** A module of the project with all that it imports, types included. */
export interface ModuleImports {
  /** From the project's root. */
  readonly path: string;
  /** Files of the project by their path from its root, everything else as it is written. */
  readonly imports: readonly string[];
}

/**
 * All forms in which one module names another, quoted as the formatter sees to it. They may find a mention in a comment or a text
 * without need, but overlook nothing.
 */
const SPECIFIERS = [
  /\bfrom\s*'([^'\n]+)'/g,
  /^\s*import\s*'([^'\n]+)'/gm,
  /\b(?:import|import\.meta\.resolve)\(\s*['`]([^'`\n]+)['`]/g,
];

/** What a module's text imports, as it is written there. */
export function specifiersIn(text: string): readonly string[] {
  return SPECIFIERS.flatMap((pattern) => [...text.matchAll(pattern)].map(([, specifier = '']) => specifier));
}

/** @param path of the module that imports, from the project's root */
export function resolved(path: string, specifier: string): string {
  return specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier;
}

/** Reads the imports of all modules that match. */
export function importsOf(root: URL, patterns: readonly string[]): readonly ModuleImports[] {
  return globSync([...patterns], { cwd: root }).map((path) => ({
    path,
    imports: specifiersIn(readFileSync(new URL(path, root), 'utf8')).map((specifier) =>
      resolved(path, specifier),
    ),
  }));
}
