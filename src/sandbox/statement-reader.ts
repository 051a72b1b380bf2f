const LENGTH_BYTES = 4;

/**
 * Reads the statements out of the bytes that a client sends to PostgreSQL over one connection without encryption (protocol 3.0): the
 * texts of its messages Query and Parse, in order. Nothing else is looked at.
 * @returns takes the next bytes, which may end anywhere, and gives the statements that became complete
 */
export function createStatementReader(): (bytes: Buffer) => readonly string[] {
  let rest: Buffer = Buffer.alloc(0);
  // Every message begins with a letter for its type, but the first.
  let typeBytes = 0;
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    const statements: string[] = [];
    while (rest.length >= typeBytes + LENGTH_BYTES) {
      const end = typeBytes + rest.readInt32BE(typeBytes);
      if (rest.length < end) break;
      if (typeBytes === 1) statements.push(...statementIn(rest.subarray(0, end)));
      rest = rest.subarray(end);
      typeBytes = 1;
    }
    return statements;
  };
}

function statementIn(message: Buffer): string[] {
  const texts = message.toString('utf8', 1 + LENGTH_BYTES).split('\0');
  switch (String.fromCharCode(message[0] ?? 0)) {
    case 'Q':
      return texts.slice(0, 1);
    // A name comes first, empty for most.
    case 'P':
      return texts.slice(1, 2);
    default:
      return [];
  }
}
