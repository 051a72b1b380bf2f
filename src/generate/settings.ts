import { z } from 'zod';
import { environmentSchema } from '../environment-schema.ts';
import { requiredWhen } from './required-when.ts';

/** One setting, as its documentation shows it. */
export interface DocumentedSetting {
  readonly name: string;
  readonly section: string;
  readonly description: string;
  readonly example: string;
  readonly isSecret: boolean;
  /** As it would stand in the environment; null: none. */
  readonly default: string | null;
  /** "always", or under which circumstances; null: never required. */
  readonly required: string | null;
  /** What it may hold, where that is more than any text: "verify, no-verify or disable", "100 to 60000". */
  readonly values: string | null;
}

const meta = z.object({
  section: z.string(),
  description: z.string(),
  example: z.string(),
  isSecret: z.boolean().default(false),
});

const jsonSchema = z.object({
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});

/** All settings by section, in the order of the schema. */
export function settingsBySection(): ReadonlyMap<string, readonly DocumentedSetting[]> {
  const settings = Object.entries(environmentSchema.shape).map(([name, schema]) => ({
    name,
    ...meta.parse(schema.meta()),
    default: defaultOf(schema),
    required: requiredWhen(name),
    values: valuesOf(schema),
  }));
  return Map.groupBy(settings, ({ section }) => section);
}

function defaultOf(schema: z.ZodType): string | null {
  const { data: value } = schema.safeParse(undefined);
  if (value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function valuesOf(schema: z.ZodType): string | null {
  const { enum: names, minimum, maximum } = jsonSchema.parse(z.toJSONSchema(schema, { io: 'input' }));
  if (names !== undefined) return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(names);
  if (minimum === undefined || maximum === undefined) return null;
  return maximum === Number.MAX_SAFE_INTEGER ? `from ${minimum}` : `${minimum} to ${maximum}`;
}
