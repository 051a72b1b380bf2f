import type { FactKind } from '../../incidents/fact.ts';
import type { IncidentMemory } from '../../incidents/memory.ts';
import type { Message } from '../../slack/blocks.ts';
import type { DrawIncident } from '../../slack/draw-incident.ts';
import type { ChannelStanding } from '../../slack/people.ts';
import type { PostFileOnce, PostOnce } from '../../slack/post-once.ts';
import type { Place } from '../../slack/post-to.ts';
import type { Clock } from '../../sources/source.ts';

/** What it takes to make Slack show what is stored of an incident. */
export interface PublishingSettings {
  readonly memory: Pick<
    IncidentMemory,
    'find' | 'append' | 'notePublished' | 'notePictured' | 'noteRoot' | 'picturing'
  >;
  readonly postOnce: PostOnce;
  readonly postFileOnce: PostFileOnce;
  /** Puts a message in the place of another one. Rejects with what Slack said. */
  readonly update: (place: Place, message: Message) => Promise<void>;
  /** Where the post of a key stands, as far as it is noted. */
  readonly standsAt: (key: string) => Promise<Standing | null>;
  /** The address of a message; null where it is not there any more. */
  readonly permalinkOf: (place: Place) => Promise<string | null>;
  /** Whether incidents may be for all to see in that channel. */
  readonly isAllowed: (channelId: string) => boolean;
  /** Asked of Slack anew each time. Rejects where Slack does not tell. */
  readonly standingOf: (channelId: string) => Promise<ChannelStanding>;
  readonly draw: DrawIncident;
  /** Told of each fact that was posted. */
  readonly onPublished: (kind: FactKind) => void;
  readonly clock: Clock;
  /** Aborted when the process ends: nothing is posted any more, and the next start goes on. */
  readonly interruption: AbortSignal;
  readonly log: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
}

export interface Standing {
  /** Of a file, its id. */
  readonly ts: string;
  readonly threadTs: string | null;
}
