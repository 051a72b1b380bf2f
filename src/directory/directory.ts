import type { Check } from '../checks/check.ts';
import type { RowsAnswer, Statement } from '../checks/questions.ts';
import type { ListedSubject, SubjectDirectory } from '../checks/subjects.ts';
import type { Problem, Reading } from '../diagnosis/reading.ts';
import { MINUTE_MS, type EpochMs } from '../diagnosis/time.ts';
import type { Clock, Source } from '../sources/source.ts';
import { searchSubjects, subjectsLike, subjectsNamedIn, type Found } from './search.ts';

/** So long a list of subjects is good enough to find one by name: a type-ahead asks at every letter. */
const LIST_MAX_AGE_MS = MINUTE_MS;

/** An answer of the delivery database, or why there is none. */
export type Lookup<Answer> =
  ({ readonly status: 'ok' } & Answer) | { readonly status: 'failed'; readonly problem: Problem };

/** How an address stands to a subject. */
export type AddressStanding = 'verified' | 'unverified' | 'not-among-them';

/** Finds subjects by name, and compares addresses. Every method rejects for checks without a directory, a mistake of ours. */
export interface Directory {
  /** Where the list may lack the newest subjects, no name is known to be unique: `exact` is null. */
  search(check: Check, words: string): Promise<Lookup<Found>>;
  /** The subjects whose names stand in a text. */
  namedIn(check: Check, text: string): Promise<Lookup<{ readonly found: readonly ListedSubject[] }>>;
  /** Whom somebody may have meant instead of a subject. */
  like(check: Check, subjectId: string): Promise<Lookup<{ readonly found: readonly ListedSubject[] }>>;
  /** Compares in memory: the address goes into no query, no log and no store. */
  standingOf(
    check: Check,
    subjectId: string,
    address: string,
  ): Promise<Lookup<{ readonly standing: AddressStanding }>>;
}

export interface DirectorySettings {
  readonly delivery: Pick<Source<'delivery'>, 'ask'>;
  readonly clock: Clock;
  /** How long the database may take. */
  readonly timeoutMs: number;
}

type List = Lookup<{
  readonly subjects: readonly ListedSubject[];
  /** false: the newest subjects may be lacking. */
  readonly isWhole: boolean;
}>;
type ReadList = Extract<List, { readonly status: 'ok' }>;

export function createDirectory({ delivery, clock, timeoutMs }: DirectorySettings): Directory {
  const lists = new Map<string, { readonly readAtMs: EpochMs; readonly list: Promise<List> }>();

  const ask = <Row>(statement: Statement<Row>): Promise<Reading<RowsAnswer>> => {
    const nowMs = clock();
    const question = { statements: [statement], window: { fromMs: nowMs, untilMs: nowMs + 1 } };
    return delivery.ask(question, AbortSignal.timeout(timeoutMs));
  };

  const readList = async (check: Check): Promise<List> => {
    const statement = directoryOf(check).all();
    const reading = await ask(statement);
    if (!('data' in reading)) return failed(reading);
    // A replica that is behind knows nearly all names: enough to choose from.
    return { status: 'ok', subjects: reading.data.rowsOf(statement), isWhole: reading.status === 'ok' };
  };

  const listSince = async (check: Check, sinceMs: EpochMs): Promise<List> => {
    const known = lists.get(check.id);
    if (known !== undefined && known.readAtMs >= sinceMs) return known.list;
    const asked = { readAtMs: clock(), list: readList(check) };
    lists.set(check.id, asked);
    const forget = (): void => {
      if (lists.get(check.id) === asked) lists.delete(check.id);
    };
    try {
      const list = await asked.list;
      if (list.status === 'failed') forget();
      return list;
    } catch (error) {
      forget();
      throw error;
    }
  };

  const withListSince = async <Answer extends object>(
    check: Check,
    sinceMs: EpochMs,
    look: (list: ReadList) => Answer,
  ): Promise<Lookup<Answer>> => {
    const list = await listSince(check, sinceMs);
    return list.status === 'failed' ? list : { status: 'ok', ...look(list) };
  };

  const withList = <Answer extends object>(
    check: Check,
    look: (list: ReadList) => Answer,
  ): Promise<Lookup<Answer>> => withListSince(check, clock() - LIST_MAX_AGE_MS + 1, look);

  /** What starts a check at once is decided by a list of now: a name may have become another's, too, since the last one was read. */
  const decided = async <Answer extends object>(
    check: Check,
    look: (list: ReadList) => Answer,
    starts: (answer: Answer) => boolean,
  ): Promise<Lookup<Answer>> => {
    const nowMs = clock();
    const answer = await withList(check, look);
    return answer.status === 'ok' && starts(answer) ? withListSince(check, nowMs, look) : answer;
  };

  return {
    search: (check, words) =>
      decided(
        check,
        ({ subjects, isWhole }) => {
          const { exact, found } = searchSubjects(subjects, words, directoryOf(check));
          return { exact: isWhole ? exact : null, found };
        },
        ({ exact }) => exact !== null,
      ),
    namedIn: (check, text) =>
      decided(
        check,
        ({ subjects }) => ({ found: subjectsNamedIn(subjects, text) }),
        ({ found }) => found.length > 0,
      ),
    like: (check, subjectId) =>
      withList(check, ({ subjects }) => {
        const subject = subjects.find(({ id }) => id === subjectId);
        return { found: subject === undefined ? [] : subjectsLike(subjects, subject) };
      }),
    async standingOf(check, subjectId, address) {
      const { contactsOf } = directoryOf(check);
      if (contactsOf === null) throw new Error(`the check ${check.id} knows no contacts`);
      const statement = contactsOf(subjectId);
      const reading = await ask(statement);
      // A replica that is behind could call an address unverified that was verified just now.
      if (reading.status !== 'ok') return failed(reading);
      const same = reading.data.rowsOf(statement).filter((row) => plain(row.address) === plain(address));
      return {
        status: 'ok',
        standing:
          same.length === 0
            ? 'not-among-them'
            : same.some(({ isVerified }) => isVerified)
              ? 'verified'
              : 'unverified',
      };
    },
  };
}

function directoryOf({ id, subject }: Check): SubjectDirectory {
  if (subject.directory === null) throw new Error(`the check ${id} finds its subjects by id only`);
  return subject.directory;
}

function failed(reading: Reading<RowsAnswer>): { readonly status: 'failed'; readonly problem: Problem } {
  if ('problem' in reading) return { status: 'failed', problem: reading.problem };
  throw new Error(`the delivery database answered ${reading.status}, and it is always configured`);
}

/** Addresses are compared as mail systems treat them in practice: without regard to case and surrounding space. */
function plain(address: string): string {
  return address.trim().toLowerCase();
}
