/** Writes a text and waits until more can be taken, so that nothing piles up. Resolves with false where nobody reads on. */
export type Write = (text: string) => Promise<boolean>;

/** @param stream standard output; one that is no stream takes everything at once */
export function createWrite(stream: NodeJS.WriteStream | { write(text: string): unknown }): Write {
  return (text) =>
    new Promise((resolve) => {
      if (!('once' in stream)) {
        stream.write(text);
        resolve(true);
        return;
      }
      stream.write(text, (error) => resolve(error === undefined || error === null));
    });
}
