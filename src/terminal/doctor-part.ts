/** What the doctor found of one part that the bot talks to. */
export interface ExaminedPart {
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** What is wrong with it and what to do; null: nothing. */
  readonly hint: string | null;
  /** The settings of which one would configure it, where none is set, which is no failure; null: it is configured. */
  readonly unset: readonly string[] | null;
}
