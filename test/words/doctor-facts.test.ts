import { describe, expect, it } from 'vitest';
import type { DoctorFact, DoctorFactCode, DoctorFactParams } from '../../src/diagnosis/doctor-facts.ts';
import type { Problem } from '../../src/diagnosis/reading.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import { doctorFactInEnglish, doctorProblemInEnglish } from '../../src/words/doctor-facts.en.ts';
import { doctorFactInSpanish, doctorProblemInSpanish } from '../../src/words/doctor-facts.es.ts';
import { faultsOfSpanish, figuresIn } from '../support/spanish.ts';

const SEEN_AT_MS = Date.parse('2025-07-23T18:00:41.000Z');
const FORBIDDEN: Problem = { code: 'forbidden', params: { status: 403, setting: 'SENTRY_TOKEN' } };
const DOWN: Problem = { code: 'connection-lost', params: {} };

type Examples = {
  readonly [Code in DoctorFactCode]: readonly (readonly [
    params: DoctorFactParams[Code],
    english: string,
    spanish: string,
  ])[];
};

/** What people read of every fact, with everything that it can hold. A code that has none does not compile. */
const EXAMPLES: Examples = {
  version: [
    [{ product: 'PostgreSQL', version: '18.1' }, 'version: PostgreSQL 18.1', 'versión: PostgreSQL 18.1'],
    [{ product: 'Sentry', version: null }, 'version: not told by Sentry', 'versión: Sentry no la indica'],
  ],
  'database-role': [
    [{ role: 'portal_check_reader' }, 'role: portal_check_reader', 'rol: portal_check_reader'],
  ],

  'slack-mode': [
    [{ mode: 'http' }, 'mode: HTTP', 'modo: HTTP'],
    [{ mode: 'socket' }, 'mode: Socket Mode', 'modo: Socket Mode'],
  ],
  'slack-workspace': [
    [{ name: 'Acme' }, 'workspace: Acme', 'espacio de trabajo: Acme'],
    [{ name: null }, 'workspace: unknown', 'espacio de trabajo: desconocido'],
  ],
  'slack-bot': [
    [{ user: 'portal-check', botId: 'B0BOT' }, 'bot: portal-check (B0BOT)', 'bot: portal-check (B0BOT)'],
    [{ user: null, botId: null }, 'bot: unknown (no bot id)', 'bot: desconocido (sin id de bot)'],
  ],
  'slack-scopes': [
    [
      { scopes: ['commands', 'chat:write'] },
      'scopes: commands, chat:write',
      'permisos: commands, chat:write',
    ],
    [{ scopes: null }, 'scopes: not told', 'permisos: Slack no los indica'],
  ],
  'slack-socket-granted': [
    [{}, 'Socket Mode: a connection is granted', 'conexión por Socket Mode: concedida'],
  ],

  'sentry-project': [
    [{ projectId: '3', slug: { value: 'backend' } }, 'project 3: backend', 'proyecto 3: backend'],
    [
      { projectId: '3', slug: { value: null } },
      'project 3: not among the projects that the token sees',
      'proyecto 3: no está entre los proyectos que el token ve',
    ],
    [
      { projectId: '3', slug: { problem: FORBIDDEN } },
      'project 3: Sentry does not let this token read that (403): check the rights of SENTRY_TOKEN',
      'proyecto 3: Sentry no permite leer eso con este token (403): revisar los permisos de SENTRY_TOKEN',
    ],
  ],
  'sentry-reads-events': [
    [{ isAllowed: true }, 'may read events (org:read): yes', 'puede leer eventos (org:read): sí'],
    [{ isAllowed: false }, 'may read events (org:read): no', 'puede leer eventos (org:read): no'],
  ],
  'sentry-reads-issues': [
    [{ isAllowed: true }, 'may read issues (event:read): yes', 'puede leer incidencias (event:read): sí'],
    [{ isAllowed: false }, 'may read issues (event:read): no', 'puede leer incidencias (event:read): no'],
  ],
  'sentry-newest-event': [
    [
      { atMs: { value: SEEN_AT_MS } },
      'newest event: 2025-07-23T18:00:41.000Z',
      'evento más reciente: 2025-07-23T18:00:41.000Z',
    ],
    [{ atMs: { value: null } }, 'newest event: none', 'evento más reciente: ninguno'],
    [
      { atMs: { problem: DOWN } },
      'newest event: Sentry broke the connection off in the middle of its answer: try again',
      'evento más reciente: Sentry cortó la conexión a la mitad de su respuesta: intentar de nuevo',
    ],
  ],
  'sentry-watched': [
    [{ kind: 'PortalX', seen: { value: null } }, 'PortalX: never seen', 'PortalX: nunca visto'],
    [
      {
        kind: 'PortalX',
        seen: { value: { issues: 4, events: 2_700, hasMore: false, lastSeenAtMs: SEEN_AT_MS } },
      },
      'PortalX: issues: 4, events: 2700, last seen 2025-07-23T18:00:41.000Z',
      'PortalX: incidencias: 4, eventos: 2700, visto por última vez 2025-07-23T18:00:41.000Z',
    ],
    [
      { kind: 'PortalX', seen: { value: { issues: 100, events: 2_700, hasMore: true, lastSeenAtMs: null } } },
      'PortalX: issues: 100 or more, events: 2700 or more',
      'PortalX: incidencias: 100 o más, eventos: 2700 o más',
    ],
    [
      { kind: 'PortalX', seen: { problem: FORBIDDEN } },
      'PortalX: Sentry does not let this token read that (403): check the rights of SENTRY_TOKEN',
      'PortalX: Sentry no permite leer eso con este token (403): revisar los permisos de SENTRY_TOKEN',
    ],
  ],

  'loki-newest-line': [
    [
      { app: 'edge', atMs: SEEN_AT_MS },
      'newest line of edge: 2025-07-23T18:00:41.000Z',
      'línea más reciente de edge: 2025-07-23T18:00:41.000Z',
    ],
    [
      { app: 'edge', atMs: null },
      'newest line of edge: none in the last day',
      'línea más reciente de edge: ninguna en el último día',
    ],
  ],
  'loki-queries': [[{}, 'may query: yes', 'puede consultar: sí']],
  'loki-reach': [
    [
      { firstLineAtMs: SEEN_AT_MS, days: 90 },
      'sees back to: 2025-07-23T18:00:41.000Z',
      've desde: 2025-07-23T18:00:41.000Z',
    ],
    [
      { firstLineAtMs: null, days: 90 },
      'sees back to: no line in the last 90 days',
      've desde: ninguna línea en los últimos 90 días',
    ],
  ],
  'loki-phrase': [
    [
      { phrase: 'xyz', days: 30, seen: { value: { count: 1, lastSeenAtMs: SEEN_AT_MS } } },
      '"xyz" in 30 days: 1 line, last 2025-07-23T18:00:41.000Z',
      '«xyz» en 30 días: 1 línea, la última 2025-07-23T18:00:41.000Z',
    ],
    [
      { phrase: 'xyz', days: 30, seen: { value: { count: 0, lastSeenAtMs: null } } },
      '"xyz" in 30 days: 0 lines, never seen: is it still written like this?',
      '«xyz» en 30 días: 0 líneas, nunca vista: ¿todavía se escribe así?',
    ],
    [
      { phrase: 'xyz', days: 30, seen: { problem: DOWN } },
      '"xyz" in 30 days: Loki broke the connection off in the middle of its answer: try again',
      '«xyz» en 30 días: Loki cortó la conexión a la mitad de su respuesta: intentar de nuevo',
    ],
  ],

  'delivery-first-answer': [
    [{ afterMs: 12 }, 'first answer after: 12 ms', 'primera respuesta después de: 12 ms'],
  ],
  'delivery-rights': [
    [{ isSuperuser: false, writableTables: 0 }, 'rights: reads only', 'permisos: solo lee'],
    [
      { isSuperuser: false, writableTables: 1 },
      'rights: may write to 1 table: give it a role that only reads',
      'permisos: puede escribir en 1 tabla: asignarle un rol que solo lea',
    ],
    [
      { isSuperuser: false, writableTables: 23 },
      'rights: may write to 23 tables: give it a role that only reads',
      'permisos: puede escribir en 23 tablas: asignarle un rol que solo lea',
    ],
    [
      { isSuperuser: true, writableTables: 23 },
      'rights: is a superuser: give it a role that only reads',
      'permisos: es superusuario: asignarle un rol que solo lea',
    ],
  ],
  'delivery-server': [
    [{ isReplica: false, lagMs: 0 }, 'kind: primary', 'tipo: primaria'],
    [{ isReplica: true, lagMs: 0 }, 'kind: replica, 0 ms behind', 'tipo: réplica con 0 ms de atraso'],
    [
      { isReplica: true, lagMs: null },
      'kind: replica that does not tell how far it has followed',
      'tipo: réplica que no indica hasta dónde ha llegado',
    ],
  ],
  'delivery-view': [
    [
      { view: 'v.x', state: 'missing', absentColumns: [] },
      'v.x: missing: run views.sql',
      'v.x: no existe: ejecutar views.sql',
    ],
    [
      { view: 'v.x', state: 'unreadable', absentColumns: [] },
      'v.x: may not be read: check the grants',
      'v.x: no se puede leer: revisar los permisos',
    ],
    [{ view: 'v.x', state: 'found', absentColumns: [] }, 'v.x: found', 'v.x: encontrada'],
    [
      { view: 'v.x', state: 'found', absentColumns: ['col_a', 'col_b'] },
      'v.x: found, without the optional col_a, col_b',
      'v.x: encontrada, sin lo opcional: col_a, col_b',
    ],
  ],
  'delivery-queries-answered': [
    [
      { checkId: 'portal-links' },
      'the queries of portal-links: answered',
      'las consultas de portal-links: respondidas',
    ],
  ],
  'delivery-column': [
    [{ column: 'col_a', shown: { kind: 'null' } }, 'col_a: (null)', 'col_a: (nulo)'],
    [{ column: 'col_a', shown: { kind: 'object' } }, 'col_a: (an object)', 'col_a: (un objeto)'],
    [{ column: 'col_a', shown: { kind: 'withheld' } }, 'col_a: (not shown)', 'col_a: (no se muestra)'],
    [{ column: 'col_a', shown: { kind: 'list', entries: 1 } }, 'col_a: (1 entry)', 'col_a: (1 entrada)'],
    [{ column: 'col_a', shown: { kind: 'list', entries: 8 } }, 'col_a: (8 entries)', 'col_a: (8 entradas)'],
    [
      { column: 'col_a', shown: { kind: 'text', characters: 1 } },
      'col_a: (text, 1 character)',
      'col_a: (texto, 1 carácter)',
    ],
    [
      { column: 'col_a', shown: { kind: 'text', characters: 27 } },
      'col_a: (text, 27 characters)',
      'col_a: (texto, 27 caracteres)',
    ],
    [{ column: 'col_a', shown: { kind: 'plain', json: '57' } }, 'col_a: 57', 'col_a: 57'],
  ],

  'store-rights': [
    [{ mayPrepare: true }, 'rights: may prepare its tables', 'permisos: puede preparar sus tablas'],
    [{ mayPrepare: false }, 'rights: may not prepare its tables', 'permisos: no puede preparar sus tablas'],
  ],
  'store-schema': [
    [{ state: 'current', unknownMigrations: [] }, 'schema: up to date', 'esquema: al día'],
    [
      { state: 'outdated', unknownMigrations: [] },
      'schema: not up to date: run "portal-check migrate"',
      'esquema: no está al día: ejecutar «portal-check migrate»',
    ],
    [
      { state: 'newer', unknownMigrations: ['9998-x', '9999-y'] },
      'schema: newer than this version: 9998-x, 9999-y',
      'esquema: más nuevo que esta versión: 9998-x, 9999-y',
    ],
  ],
  'store-kept-diagnoses': [[{ count: 412 }, 'kept diagnoses: 412', 'diagnósticos conservados: 412']],
  'store-kept-feedback': [[{ count: 7 }, 'kept feedback: 7', 'opiniones conservadas: 7']],

  'digest-subscriptions': [
    [{ active: 1, paused: 0 }, 'subscriptions: 1 active, 0 paused', 'suscripciones: 1 activa, 0 en pausa'],
    [{ active: 3, paused: 2 }, 'subscriptions: 3 active, 2 paused', 'suscripciones: 3 activas, 2 en pausa'],
  ],
  'digest-last-complete': [
    [
      { atMs: SEEN_AT_MS, nowMs: SEEN_AT_MS + 18.9 * HOUR_MS },
      'last complete digest: 2025-07-23T18:00:41.000Z, 18 hours ago',
      'último resumen completo: 2025-07-23T18:00:41.000Z, hace 18 horas',
    ],
    [
      { atMs: SEEN_AT_MS, nowMs: SEEN_AT_MS + 49 * HOUR_MS },
      'last complete digest: 2025-07-23T18:00:41.000Z, 2 days ago',
      'último resumen completo: 2025-07-23T18:00:41.000Z, hace 2 días',
    ],
    [
      { atMs: SEEN_AT_MS, nowMs: SEEN_AT_MS + 90 * MINUTE_MS },
      'last complete digest: 2025-07-23T18:00:41.000Z, 90 minutes ago',
      'último resumen completo: 2025-07-23T18:00:41.000Z, hace 90 minutos',
    ],
    [
      { atMs: null, nowMs: SEEN_AT_MS },
      'last complete digest: none yet',
      'último resumen completo: ninguno todavía',
    ],
  ],
  'queue-state': [
    [
      { queue: 'digest', waiting: 2, active: 1, deadLetters: 0 },
      'queue digest: 2 waiting, 1 worked on, 0 given up',
      'cola digest: 2 en espera, 1 en curso, 0 abandonados',
    ],
    [
      { queue: 'digest', waiting: 0, active: 0, deadLetters: 1 },
      'queue digest: 0 waiting, 0 worked on, 1 given up',
      'cola digest: 0 en espera, 0 en curso, 1 abandonado',
    ],
  ],
  'queue-dead-letter': [
    [
      {
        failedAtMs: SEEN_AT_MS,
        subscriptionId: 'b8608be4',
        incidentId: null,
        dueAtMs: SEEN_AT_MS - HOUR_MS,
        reason: 'ECONNREFUSED',
      },
      'given up: 2025-07-23T18:00:41.000Z, ECONNREFUSED: the digest of 2025-07-23T17:00:41.000Z, subscription b8608be4',
      'abandonado: 2025-07-23T18:00:41.000Z, ECONNREFUSED: el resumen de 2025-07-23T17:00:41.000Z, suscripción b8608be4',
    ],
    [
      {
        failedAtMs: SEEN_AT_MS,
        subscriptionId: null,
        incidentId: '0198a1b2',
        dueAtMs: SEEN_AT_MS - HOUR_MS,
        reason: '57P01',
      },
      'given up: 2025-07-23T18:00:41.000Z, 57P01: the look of 2025-07-23T17:00:41.000Z at incident 0198a1b2',
      'abandonado: 2025-07-23T18:00:41.000Z, 57P01: la revisión de 2025-07-23T17:00:41.000Z del incidente 0198a1b2',
    ],
    [
      { failedAtMs: SEEN_AT_MS, subscriptionId: null, incidentId: null, dueAtMs: null, reason: '57P01' },
      'given up: 2025-07-23T18:00:41.000Z, 57P01',
      'abandonado: 2025-07-23T18:00:41.000Z, 57P01',
    ],
  ],
  'digest-heartbeat': [
    [
      { isConfigured: true },
      'heartbeat: after each complete digest',
      'señal de vida: después de cada resumen completo',
    ],
    [
      { isConfigured: false },
      'heartbeat: none (HEARTBEAT_URL): nobody outside notices when digests stay out',
      'señal de vida: ninguna (HEARTBEAT_URL): nadie nota desde fuera que faltan los resúmenes',
    ],
  ],
};

/** Names, ids and values from the other side, and names of protocols. */
const NAMES = [
  'portal_check_reader',
  'portal-links',
  'portal-check',
  'Socket Mode',
  'HTTP',
  'Acme',
  'bot',
  'portal-check (B0BOT)',
  'commands, chat:write',
  'backend',
  'edge',
  'PortalX',
  'v.x',
  'col_a',
  'PostgreSQL 18.1',
  '(event:read)',
];

/** What may stand in both languages as a whole name or value. All else must differ. */
const SAME = [...NAMES, '12 ms', '2025-07-23T18:00:41.000Z', '2025-07-23T18:00:41.000Z, 57P01', 'no'];

const all = Object.entries(EXAMPLES).flatMap(([code, examples]) =>
  examples.map(([params, english, spanish]) => ({
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an entry of `EXAMPLES` has the parameters of its code
    fact: { code, params } as DoctorFact,
    english,
    spanish,
  })),
);

describe('what doctor says of a fact', () => {
  it.each(all)('$english', ({ fact, english, spanish }) => {
    expect(doctorFactInEnglish(fact).join(': ')).toBe(english);
    expect(doctorFactInSpanish(fact).join(': ')).toBe(spanish);
  });

  it.each(all)('is said in Spanish with the same figures, and without English: $spanish', ({ fact }) => {
    const [spanish, english] = [doctorFactInSpanish(fact), doctorFactInEnglish(fact)];
    expect(faultsOfSpanish(spanish.join(': '), NAMES)).toEqual([]);
    expect(figuresIn(spanish.join(': '))).toEqual(figuresIn(english.join(': ')));
  });

  it.each(all)('differs between the languages where it is words: $english', ({ fact }) => {
    const english = doctorFactInEnglish(fact);
    const same = doctorFactInSpanish(fact).filter((text, index) => text === english[index]);
    expect(same.filter((text) => /\p{L}/u.test(text) && !SAME.includes(text))).toEqual([]);
  });
});

describe('what doctor says of a problem', () => {
  const WRONG_SHAPE: Problem = { code: 'wrong-shape', params: { path: 'data.result', expected: 'array' } };
  const BAD_REQUEST: Problem = { code: 'bad-request', params: { status: 400 } };

  it.each([
    ['sentry', WRONG_SHAPE],
    ['loki', WRONG_SHAPE],
    ['sentry', BAD_REQUEST],
    ['loki', BAD_REQUEST],
  ] as const)('does not send who runs doctor to doctor: %s %j', (source, problem) => {
    expect(doctorProblemInEnglish(source, problem)).toMatch(
      /^\w+ (?:answered|did not).*: its version may be new to this bot, tell the bot’s team$/,
    );
    expect(doctorProblemInSpanish(source, problem)).toMatch(
      /^\w+ (?:respondió|no entendió).*: quizá el bot no conoce su versión, avisar al equipo del bot$/,
    );
  });

  it('leaves the remedies of databases', () => {
    expect(doctorProblemInEnglish('delivery', WRONG_SHAPE)).toContain(': mend the view, or the file in ');
    expect(doctorProblemInSpanish('store', WRONG_SHAPE)).toContain(': ejecutar «portal-check migrate»');
  });
});
