import { MINUTE_MS, type EpochMs } from '../../diagnosis/time.ts';
import { newestOf, tellableOf } from '../../incidents/fact-search.ts';
import type { Fact } from '../../incidents/fact.ts';
import type { Incident } from '../../incidents/incident.ts';
import type { KeptIncident } from '../../incidents/memory.ts';
import type { DrawPicture } from '../../slack/draw-incident.ts';
import { NotBefore } from '../../slack/give-way.ts';
import { hasRefused } from '../../slack/manners.ts';
import { keyOfPicture, keyOfPicturesLeftOut } from './keys.ts';
import { ChannelClosed, postFileInChannel, postInChannel } from './open-channel.ts';
import { titleMarked } from './repeat-marks.ts';
import type { PublishingSettings } from './settings.ts';

/** What fails is tried again for so long: a machine that is busy, or a database that is away, may be well by then. */
const TRIED_FOR_MS = 15 * MINUTE_MS;

/** What became of a picture. `settled`: it stands, or there is nothing to draw it from, or the thread says that it is left out. */
type Tried =
  | { readonly kind: 'settled' }
  | { readonly kind: 'failed'; readonly key: string; readonly error: unknown }
  /** Another replica has its turn with the incident's pictures. */
  | { readonly kind: 'not-our-turn' };

const SETTLED: Tried = { kind: 'settled' };
const NOT_OUR_TURN: Tried = { kind: 'not-our-turn' };

/**
 * Shows the pictures of what stands in the thread: no fact waits for one, however long it takes and whatever fails. One that fails is tried again
 * the next time, while its fact is young; then the thread says that it is left out, for all that it shows stands in words.
 * @throws ChannelClosed where nothing may be posted there; and what the database said
 */
export async function showPictures(
  settings: PublishingSettings,
  { incident, keeping: { publishedSeq, picturedSeq } }: KeptIncident,
): Promise<void> {
  const told = tellableOf(incident.facts).filter(({ seq }) => seq <= publishedSeq);
  let settledSeq = told.at(-1)?.seq ?? 0;
  for (const fact of told) {
    const isSettled = fact.seq <= picturedSeq || (await showPicturesOf(settings, incident, fact));
    if (!isSettled) settledSeq = Math.min(settledSeq, fact.seq - 1);
  }
  if (settledSeq > picturedSeq) await settings.memory.notePictured(incident.id, settledSeq);
}

/** @returns whether all of them are settled */
async function showPicturesOf(
  settings: PublishingSettings,
  incident: Incident,
  fact: Fact,
): Promise<boolean> {
  const all: Tried[] = [];
  for (const [index, picture] of picturesOf(settings, incident, fact).entries()) {
    const key = keyOfPicture(incident, fact, index);
    all.push(
      await inTurn(settings, incident, (threadTs) =>
        showPicture(settings, incident, fact, { key, threadTs }, picture),
      ),
    );
  }
  if (all.every(({ kind }) => kind === 'settled')) return true;
  if (all.some(({ kind }) => kind === 'not-our-turn')) return false;
  if (isYoung(fact, incident, settings.clock())) return false;
  const failed = all.filter((tried) => tried.kind === 'failed');
  const leftOut = await inTurn(settings, incident, (threadTs) =>
    leaveOut(settings, incident, fact, threadTs, failed),
  );
  return leftOut.kind === 'settled';
}

/** Of a fact that cannot be drawn the thread has the number alone. */
function picturesOf(
  { draw, log }: PublishingSettings,
  incident: Incident,
  fact: Fact,
): readonly DrawPicture[] {
  try {
    return draw.pictures(fact, incident);
  } catch (error) {
    const { seq } = fact;
    log.error(
      { err: error, incidentId: incident.id, seq },
      'a fact of an incident could not be drawn: it gets no pictures',
    );
    return [];
  }
}

/** Of all replicas one shows the pictures of an incident, and one of them at a time: drawing takes long, and nobody is to draw in vain. */
async function inTurn(
  { memory }: PublishingSettings,
  { id }: Incident,
  work: (threadTs: string) => Promise<Tried>,
): Promise<Tried> {
  let tried = NOT_OUR_TURN;
  await memory.picturing(id, async () => {
    // The thread may have moved since.
    const root = (await memory.find(id))?.keeping.root ?? null;
    if (root !== null) tried = await work(root.threadTs);
  });
  return tried;
}

async function showPicture(
  settings: PublishingSettings,
  incident: Incident,
  fact: Fact,
  place: { readonly key: string; readonly threadTs: string },
  picture: DrawPicture,
): Promise<Tried> {
  const { standsAt, interruption, log } = settings;
  const { key } = place;
  if ((await standsAt(key)) !== null) return SETTLED;
  if ((await standsAt(keyOfPicturesLeftOut(incident, fact))) !== null) return SETTLED;
  try {
    const drawn = await picture();
    if (drawn === null) return SETTLED;
    const { title, ...image } = drawn;
    await postFileInChannel(settings, incident, {
      ...place,
      extension: 'png',
      file: (mayRepeat) => ({ ...image, title: titleMarked(title, mayRepeat, incident) }),
    });
    return SETTLED;
  } catch (error) {
    if (error instanceof ChannelClosed || error instanceof NotBefore || interruption.aborted) throw error;
    log.info({ err: error, incidentId: incident.id, key }, 'a picture of an incident could not be shown');
    return { kind: 'failed', key, error };
  }
}

/** Since it can have been shown. One that lies further ahead than it can was noted by a clock that has been set back since. */
function isYoung({ recordedAtMs }: Fact, { facts }: Incident, nowMs: EpochMs): boolean {
  const backAtMs = newestOf(facts, 'channel-back')?.recordedAtMs ?? -Infinity;
  return Math.abs(nowMs - Math.max(recordedAtMs, backAtMs)) < TRIED_FOR_MS;
}

/** Says in the thread that some are left out. */
async function leaveOut(
  settings: PublishingSettings,
  incident: Incident,
  fact: Fact,
  threadTs: string,
  failed: readonly Extract<Tried, { kind: 'failed' }>[],
): Promise<Tried> {
  const { standsAt, draw, log } = settings;
  const missing = [];
  for (const one of failed) if ((await standsAt(one.key)) === null) missing.push(one);
  if (missing.length === 0) return SETTLED;
  const [{ error: err } = { error: null }] = missing;
  const fields = { err, incidentId: incident.id, seq: fact.seq, pictures: missing.length };
  try {
    const message = draw.picturesLeftOut(missing.length, incident);
    const key = keyOfPicturesLeftOut(incident, fact);
    await postInChannel(settings, incident, { key, threadTs, alsoInChannel: false, message });
    log.warn(fields, 'pictures of an incident are left out');
  } catch (error) {
    // Where Slack takes not even that, as in a thread that is gone, nobody misses them.
    if (!hasRefused(error)) throw error;
    log.warn(fields, 'pictures of an incident are left out, and its thread cannot say so');
  }
  return SETTLED;
}
