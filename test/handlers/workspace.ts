import type { Admission } from '../../src/access/access.ts';
import type { ListedSubject } from '../../src/checks/subjects.ts';
import type { InvestigationRequest } from '../../src/investigation/investigation.ts';
import type { SlackWorldSettings } from '../../src/sandbox/stand-ins/slack/world.ts';
import { DUKE, PAM, widgetDiagnosis } from '../slack/widget-check.ts';
import { gadgetCheck } from './gadget-check.ts';
import { startRig, type Rig, type RigSettings } from './rig.ts';

/** Of the on-call engineers. */
export const ENGINEER = 'U1';
export const HELP_DESK = 'U2';
/** Of another organization, in the channel that is shared with it. */
export const STRANGER = 'U9';

/** Where answers are public. */
export const ALLOWED = 'C1';
/** Allowed too, but the bot is not in it. */
export const WITHOUT_BOT = 'C2';
export const ARCHIVED = 'C3';
/** Not allowed; the bot is in it. */
export const ELSEWHERE = 'C4';
/** Allowed, and shared with another organization. */
export const SHARED = 'C5';
/** Where the help desk hands over to. */
export const ON_CALL = 'C6';

/** The conversation of the bot with the engineer. */
export const DIRECT = 'D1';

export const PAM_CLINIC: ListedSubject = {
  id: PAM,
  name: 'PAM Health (PAM) San Antonio',
  kind: 'clinic',
  figures: {},
};
export const PAM_PRACTICE: ListedSubject = { ...PAM_CLINIC, id: PAM.replace('eb', '0b'), kind: 'practice' };
export const DUKE_CLINIC: ListedSubject = {
  id: DUKE,
  name: 'Duke Health (DUK) Charlotte',
  kind: 'clinic',
  figures: {},
};

const workspace: Partial<SlackWorldSettings> = {
  channels: [
    { id: ALLOWED, name: 'on-call', isBotMember: true },
    { id: WITHOUT_BOT, name: 'without-bot', isBotMember: false },
    { id: ARCHIVED, name: 'old', isBotMember: true, isArchived: true },
    { id: ELSEWHERE, name: 'elsewhere', isBotMember: true },
    { id: SHARED, name: 'shared', isBotMember: true, isShared: true },
    { id: ON_CALL, name: 'engineers', isBotMember: true },
  ],
  users: [
    { id: ENGINEER, name: 'engineer', teamId: 'T1' },
    { id: HELP_DESK, name: 'help-desk', teamId: 'T1', role: 'help-desk' },
    { id: STRANGER, name: 'stranger', teamId: 'T9' },
  ],
};

export const places = {
  allowedChannelIds: new Set([ALLOWED, WITHOUT_BOT, ARCHIVED, SHARED]),
  onCallChannelId: ON_CALL,
  subjectUrl: 'https://admin.example/widgets/{id}',
};

/** Diagnoses d-1, d-2 … as the subjects are asked for. */
function missingEach(): (request: InvestigationRequest) => ReturnType<typeof widgetDiagnosis>[] {
  let made = 0;
  return ({ subjectIds, asker }) =>
    subjectIds.map((subjectId) => {
      made += 1;
      return { ...widgetDiagnosis({ id: `d-${made}`, subjectId }), asker };
    });
}

/** A rig in a workspace with all kinds of channels, an engineer and somebody of the help desk; every check finds "missing" at once. */
export function startWorkspace({ world, handling, ...over }: RigSettings = {}): Promise<Rig> {
  return startRig({
    world: { ...workspace, ...world },
    diagnose: missingEach(),
    ...over,
    handling: {
      checks: [gadgetCheck],
      places,
      access: { admit: async (userId) => admitted(userId), forgetMembers: () => {} },
      ...handling,
    },
  });
}

function admitted(userId: string): Admission {
  return { kind: 'admitted', audience: userId === HELP_DESK ? 'help-desk' : 'engineer' };
}
