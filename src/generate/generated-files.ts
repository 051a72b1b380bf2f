import { z } from 'zod';
import { verdictsAsMarkdown } from '../checks/portal-links/verdicts-table.ts';
import { checkOutputSchema } from '../terminal/check-output.ts';
import { digestOutputSchema } from '../terminal/digest-output.ts';
import { configurationAsMarkdown } from './configuration.ts';
import { drawDiagnosis } from './diagnosis-picture.ts';
import { dukeHealthReport } from './duke-health.ts';
import { environmentExample } from './environment-example.ts';
import { problemsAsMarkdown } from './problems.ts';

interface GeneratedFile {
  /** From the project's root. */
  readonly path: string;
  /** The whole text, always the same for the same code. */
  readonly make: () => string;
}

/** Every file that is made from the code. */
export const GENERATED_FILES: readonly GeneratedFile[] = [
  { path: 'docs/verdicts.md', make: () => verdictsAsMarkdown('en') },
  { path: 'docs/problems.md', make: problemsAsMarkdown },
  { path: 'docs/configuration.md', make: configurationAsMarkdown },
  { path: '.env.example', make: environmentExample },
  { path: 'docs/check-output.schema.json', make: () => jsonSchemaOf('check', checkOutputSchema) },
  { path: 'docs/digest-output.schema.json', make: () => jsonSchemaOf('digest', digestOutputSchema) },
  { path: 'docs/images/diagnosis.svg', make: () => drawDiagnosis(dukeHealthReport()) },
];

function jsonSchemaOf(command: string, output: z.ZodType): string {
  const schema = {
    title: `What "portal-check ${command} --format json" prints`,
    ...z.toJSONSchema(output),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
