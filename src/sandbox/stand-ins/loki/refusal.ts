/** Loki's way to say no: a status and a plain text. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, text: string, options?: ErrorOptions) {
    super(text, options);
    this.status = status;
  }
}
