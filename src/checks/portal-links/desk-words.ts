import type { EpochMs } from '../../diagnosis/time.ts';
import type { Confidence, State } from '../../diagnosis/verdict.ts';
import type { Dates } from '../../words/dates.ts';
import type { VerdictCode, VerdictParams } from './findings.ts';
import type { LinkNow } from './link-now.ts';
import type { ManualSend, ManualSendReason } from './manual-send.ts';
import type { PortalLinksWords } from './words.ts';

/** What the help desk's words may speak of besides a verdict's parameters. */
export interface DeskSpeech {
  readonly dates: Dates;
  /** The subject's kind as the application writes it; null: not known. */
  readonly kind: string | null;
  readonly confidence: Confidence;
  /** The last slot; null where there is none. */
  readonly slotAtMs: EpochMs | null;
  /** Slots missed in a row up to the last one, itself included. */
  readonly missed: number;
  /** The last slot is still open, and a failure is seen. */
  readonly isFailing: boolean;
  readonly nextSlotAtMs: EpochMs | null;
  readonly manualSendHelps: ManualSend['helps'];
  /** Whether a link works now, whoever has it. */
  readonly linkNow: LinkNow['status'];
  /** A link that was made since the last slot's window opened, and outside it: by hand or late. The newest one; null: none was. */
  readonly linkSinceAtMs: EpochMs | null;
}

/** Why the help desk does not say what it would like to say, each as a clause. */
export interface NotToSay {
  /** "It was sent": read as "you have received it". */
  readonly sent: string;
  /** "Check your spam" */
  readonly spam: string;
  /** When it will come. */
  readonly date: string;
}

/** What the help desk is told of one verdict. */
export interface DeskVerdictWords {
  /** Behind the state: "no link was made at the planned time". */
  readonly statement: string;
  /** What is known, for the help desk itself. A cause that is only likely stands there as such. */
  readonly happened: string;
  /** For the clinic: no cause that is not proven, no date to come, and nothing about an inbox. */
  readonly say: string;
  readonly notToSay: NotToSay;
  /** What the help desk does. */
  readonly next: string;
}

/** The help desk's catalogue in one language. A second language is complete when it has this type. */
export interface DeskWords {
  readonly dates: PortalLinksWords['dates'];
  /** A kind of provider as people of this language call it. */
  readonly kind: (kind: string) => string;
  /** The state in plain words: "Link missing". */
  readonly states: Readonly<Record<State, string>>;
  readonly verdicts: {
    readonly [Code in VerdictCode]: (params: VerdictParams[Code], speech: DeskSpeech) => DeskVerdictWords;
  };
  readonly labels: {
    readonly sameName: string;
    readonly happened: string;
    /** For an as-of in the past, as those below. */
    readonly wasThen: string;
    readonly say: string;
    readonly notToSay: string;
    readonly manualSend: string;
    readonly linkNow: string;
    readonly linkThen: string;
    readonly next: string;
  };
  /** How many others bear the same name. */
  sameName(count: number): string;
  /** A newer slot than the last one has opened, and is not decided. */
  slotOpen(slotAt: string): string;
  /** What takes the place of the verdict's words for an as-of in the past: nobody is told about today by what was then. */
  readonly past: { readonly say: string; readonly notToSay: string; readonly next: string };
  /** @param cause how sure the cause is, where there is one that must not be told */
  notToSay(reasons: NotToSay, cause: 'likely' | 'none' | null): string;
  /** Would a manual send help, and why. `last`: when the last one was; empty where that is not the reason. */
  readonly manualSends: Readonly<Record<ManualSendReason, (last: string) => string>>;
  linkNow(link: LinkNow, dates: Dates): string;
  /** The same as of a time in the past. */
  linkThen(link: LinkNow, dates: Dates): string;
  asOf(at: string, timeZone: string): string;
}
