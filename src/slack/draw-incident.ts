import type { Fact } from '../incidents/fact.ts';
import type { Incident } from '../incidents/incident.ts';
import type { Message } from './blocks.ts';
import type { SharedFile } from './upload.ts';

/** How an incident looks in Slack: drawn by whoever knows the words, posted by whoever knows what stands there. */
export interface DrawIncident {
  /** The message that is always current. The same incident at the same place is drawn alike: what has not changed is not edited. */
  root(incident: Incident, place: RootPlace): Message;
  /** In its place, where it cannot be shown: which incident it is, its status, and what can be done. */
  rootStandIn(incident: Incident, place: RootPlace): Message;
  /**
   * What a fact says in the thread; null: nothing.
   * @param incident as it is by now
   */
  fact(fact: Fact, incident: Incident): DrawnFact | null;
  /** In place of what a fact says, where that cannot be shown: which one it is, and where it can be read. */
  standIn(fact: Fact, incident: Incident): Message;
  /** Those that belong to what a fact says, in their order; shown once it stands. */
  pictures(fact: Fact, incident: Incident): readonly DrawPicture[];
  /** In place of so many of them that could not be shown. */
  picturesLeftOut(count: number, incident: Incident): Message;
  /** Told to one person, where the bot may not post in the incident's channel. @param reason Slack's code, or `channel-shared` */
  closed(incident: Incident, reason: string): Message;
}

export interface RootPlace {
  /** Where the thread goes on; null: under this very message. */
  readonly threadUrl: string | null;
}

export interface DrawnFact {
  readonly message: Message;
  /** Also shown in the channel, beside the thread. */
  readonly alsoInChannel: boolean;
}

/** Draws a picture; null: there is nothing to draw. Rejects where it fails, which may pass. */
export type DrawPicture = () => Promise<Picture | null>;
/** As PNG. */
export type Picture = Pick<SharedFile, 'bytes' | 'title' | 'altText'>;
