import type { SourceId } from '../diagnosis/reading.ts';
import { SOURCE_NAMES_ES } from './names.es.ts';
import type { SlackDigestsWords } from './slack-digests.en.ts';

/** What the bot says of digests in Slack, in Spanish. */
export const slackDigestsEs: SlackDigestsWords = {
  buttons: {
    details: 'Detalles',
    detailsInThread: 'Detalles en el hilo',
    trend: 'Evolución',
    csv: 'CSV',
    mute: 'Silenciar hasta …',
    unmute: 'Quitar silencio',
    pause: 'Pausar',
    resume: 'Reanudar',
    unsubscribe: 'Cancelar suscripción',
  },

  reading: ({ many }) => `Leyendo todos los ${many} …`,
  interrupted: 'El bot se detuvo mientras preparaba este resumen. Se puede pedir de nuevo en un minuto.',
  more: (lines) => `${count(lines, 'línea más', 'líneas más')} en los detalles`,
  mayRepeat: 'Puede repetir un mensaje anterior: el bot se interrumpió justo al publicarlo.',
  notKept: 'Este resumen ya no se conserva. Para pedir uno nuevo:',

  details: {
    headline: ({ one, many }, told) =>
      told === 0 ? `Detalles: ningún ${one} que nombrar` : `Detalles: ${count(told, one, many)}`,
    signs: 'Señales de vida',
    sign: ({ source, sign, of, status, since, newest }) => {
      const ofWhom = of === null ? '' : ` de ${of}`;
      const seen = newest === null ? '' : ` (lo más reciente es del ${newest})`;
      const { some, none } = SIGNS[sign];
      if (status === 'unknown') return `${sourceSaid(source)}: ${some}${ofWhom}, no se sabe`;
      return `${sourceSaid(source)}: ${status === 'alive' ? some : none}${ofWhom} desde el ${since}${seen}`;
    },
    range: ({ one, many }, first, last, of) =>
      first === last
        ? `Detalles: ${one} ${figure(first)} de ${figure(of)}`
        : `Detalles: ${many} del ${figure(first)} al ${figure(last)}, de ${figure(of)}`,
    next: (subjects, of) => `Mostrar ${figure(subjects)} más, de ${figure(of)} en total`,
    over: 'Ya se mostraron todos.',
    mutedBy: (user) => `silenciado por ${user}`,
    already: 'Los detalles ya están en el hilo.',
    go: 'Ver los detalles',
    posting: 'Los detalles se están publicando en este momento.',
  },

  trend: {
    tooFew: (points, fewest) =>
      `Para ver la evolución hacen falta ${fewest} resúmenes completos, y hay ${points}.`,
  },

  csv: {
    title: (title, asOf) => `${title}, ${asOf}`,
    direct: 'En un canal un archivo no puede ser para una sola persona: está en los mensajes con esta app.',
    sent: 'El archivo está en los mensajes con esta app.',
    already: 'La lista ya está en el hilo.',
    tooLarge: (megabytes) =>
      `La lista ocupa ${count(megabytes, 'megabyte', 'megabytes')}, demasiado para Slack. Sin Slack se obtiene con: portal-check digest --format csv`,
  },

  mute: {
    title: 'Silenciar',
    submit: 'Silenciar',
    close: 'Cancelar',
    intro: (name) =>
      `Hasta entonces los resúmenes no incluyen en sus listas a ${name}. Se cuenta de todos modos, y los detalles dicen quién lo silenció y por qué.`,
    already: (until, user, why) =>
      `Ya está silenciado hasta el ${until} por ${user}${why === '' ? '' : `: ${why}`}. Lo que se indique aquí lo sustituye.`,
    until: 'Hasta',
    untilHint: 'En la zona horaria de quien lo indica.',
    why: 'Por qué',
    whyHint: 'Se guarda y lo ven todos. Sin nombres ni direcciones de pacientes o destinatarios, por favor.',
    notLater: 'Ese momento ya pasó.',
    tooLate: (days) => `Como máximo ${figure(days)} días, para que nadie quede en el olvido.`,
    whyMissing: 'Hace falta el motivo: los demás querrán saberlo.',
    done: (name, until, user, why) =>
      `${name}: silenciado hasta el ${until} por ${user}${why === '' ? '' : `: ${why}`}`,
    ended: (name, user) => `${name}: ya no está silenciado, por ${user}`,
    notMuted: 'Ya no está silenciado.',
  },

  subscribe: {
    title: 'Suscribir a resúmenes',
    submit: 'Suscribir',
    close: 'Cancelar',
    intro: (title, channel) => `Resúmenes de «${title}» para ${channel}.`,
    when: 'Cuándo',
    whens: {
      'after-slot': 'Después de cada ejecución prevista, pasada su tolerancia',
      daily: 'Cada día a una hora',
      cron: 'Según una expresión cron',
    },
    time: 'Hora (para cada día)',
    timePlaceholder: '09:00',
    cron: 'Expresión cron',
    cronHint:
      'Cinco campos: minuto, hora, día del mes, mes, día de la semana. «0 9 * * 1-5» es de lunes a viernes a las 09:00.',
    zone: 'Zona horaria (para las dos anteriores)',
    zoneHint: 'Como America/Los_Angeles, Europe/Madrid o UTC.',
    filter: (trait) => `Solo: ${trait} (sin marcar: todos)`,
    language: 'Idioma de los resúmenes, para todo el canal',
    quiet: 'Si nada ha cambiado',
    quiets: { 'each-time': 'Una línea cada vez', weekly: 'Una línea por semana' },
    timeMissing: 'Falta la hora, como 09:00.',
    timeWrong: (time) => `«${time}» no es una hora del día, como 09:00 o 17:30.`,
    timeUnused: 'Para usarla hay que elegir arriba «Cada día a una hora»; si no, el campo queda vacío.',
    cronMissing: 'Falta la expresión cron, como 0 9 * * 1-5.',
    cronUnused: 'Para usarla hay que elegir arriba «Según una expresión cron»; si no, el campo queda vacío.',
    cronFields: (fields) =>
      `Una expresión cron tiene cinco campos y esta tiene ${figure(fields)}. Ejemplo: 0 9 * * 1-5`,
    cronField: (field, text, least, most) =>
      `El campo ${field + 1} (${CRON_FIELDS[field] ?? ''}) no puede ser «${text}»: de ${least} a ${most}, una lista (1,3), un intervalo (1-5), un paso (*/2)${CRON_NAMES[field] ?? ''} o *.`,
    cronUnreadable: 'No se puede leer como expresión cron. Ejemplo: 0 9 * * 1-5',
    cronNever: 'Ningún día coincide nunca, como el 30 de febrero.',
    cronTooOften:
      'Como máximo un resumen por hora: el primer campo, el minuto, debe ser un solo número, como en 0 * * * *.',
    zoneMissing: 'Falta la zona horaria, como America/Los_Angeles.',
    zoneWrong: (zone) =>
      `«${zone}» no es una zona horaria. Se llaman como America/Los_Angeles, Europe/Madrid o UTC.`,
    done: (channel) => `${channel} recibe resúmenes desde ahora.`,
    thereAlready:
      'Este canal ya tiene una suscripción a exactamente esto. Para cambiarla, primero hay que cancelarla:',
  },

  subscriptions: {
    headline: (subscriptions) =>
      `Este canal tiene ${subscriptions === 1 ? 'una suscripción' : `${figure(subscriptions)} suscripciones`}.`,
    none: 'Este canal no tiene ninguna suscripción. Para crear una:',
    schedules: {
      afterSlot: 'después de cada ejecución prevista, pasada su tolerancia',
      daily: (time, zone) => `cada día a las ${time} (${zone})`,
      cron: (expression, zone) => `según ${expression} (${zone})`,
    },
    languages: { en: 'en inglés', es: 'en español' },
    quiets: {
      'each-time': 'una línea cada vez si nada ha cambiado',
      weekly: 'una línea por semana si nada ha cambiado',
    },
    next: (instants) => `${instants.length === 1 ? 'Próximo' : 'Próximos'}: ${instants.join(' · ')}`,
    never: 'No vuelve a haber ninguno.',
    by: (user) => `de ${user}`,
    paused: {
      'by-person': (at, user) => `en pausa desde el ${at}${user === null ? '' : `, por ${user}`}`,
      'channel-shared': (at) => `en pausa desde el ${at}: el canal se compartió con otra organización`,
      'channel-closed': (at) => `en pausa desde el ${at}: el bot no pudo publicar aquí`,
    },
    which: {
      pause: '¿Cuál se pausa?',
      resume: '¿Cuál se reanuda?',
      unsubscribe: '¿Cuál se cancela?',
    },
    nothingTo: {
      pause: 'Este canal no tiene ninguna suscripción que pausar.',
      resume: 'Este canal no tiene ninguna suscripción en pausa.',
      unsubscribe: 'Este canal no tiene ninguna suscripción que cancelar.',
    },
    pausedAlready: (subscriptions) =>
      subscriptions === 1
        ? 'Ya está en pausa. Para reanudarla: /portal-digest resume'
        : 'Ya están todas en pausa. Para reanudar una: /portal-digest resume',
    done: {
      pause: (user) => `En pausa, por ${user}`,
      resume: (user) => `Reanudada por ${user}`,
      unsubscribe: (user) => `Cancelada por ${user}`,
    },
    gone: 'Esta suscripción ya no existe.',
    tooMany: (more) => `… y ${figure(more)} más.`,
  },

  pausedFor: {
    'channel-shared': (channel) =>
      `Los resúmenes de ${channel} están en pausa: ahora lo leen personas de otras organizaciones, o están invitadas. Cuando deje de ser así: /portal-digest resume`,
    'channel-closed': (channel) =>
      `Los resúmenes de ${channel} están en pausa: el bot ya no puede publicar allí, o las respuestas allí ya no son públicas. Una vez resuelto (/invite @portal-check): /portal-digest resume`,
  },

  refused: {
    'no-fleet': 'Ninguna revisión de este bot tiene resúmenes.',
    'shared-outside':
      'Aquí no hay resúmenes: en este canal hay personas de otras organizaciones, o están invitadas. En los mensajes con esta app se puede pedir uno: /portal-digest now',
    'unseen-channel':
      'Aquí no hay resúmenes: el bot no puede ver quién está en esta conversación. A un canal privado hay que invitarlo (/invite @portal-check); también se puede pedir en los mensajes con esta app.',
    'cannot-tell-channel':
      'En este momento Slack no indica quién está en este canal, así que no se hace nada. Se puede intentar de nuevo en un minuto.',
    'not-a-member':
      'El bot no está en este canal y no podría publicar resúmenes aquí. Para invitarlo: /invite @portal-check',
    'not-allowed':
      'Los resúmenes van solo a canales donde las respuestas son públicas, y este no lo es. Quien administra el bot puede añadirlo (SLACK_ALLOWED_CHANNELS).',
    'direct-message':
      'Los resúmenes programados van a canales, no a mensajes directos. Aquí se puede pedir uno: /portal-digest now',
    'engineers-only':
      'Esto es solo para ingeniería. Se puede pedir un resumen (/portal-digest now) y ver las suscripciones (/portal-digest list).',
    busy: 'En este momento ya se prepara un resumen para este canal; llega enseguida.',
  },
  commandExpired: 'Slack no esperó el formulario. Hay que dar la orden una vez más.',

  usage: {
    unknown: (word) => `«${word}» no se entiende aquí.`,
  },

  help: {
    headline: ({ many }) =>
      `Dice qué ha cambiado entre todos los ${many}: qué es nuevo, qué empeoró y qué se recuperó.`,
    now: 'un resumen ahora: para todos en un canal permitido, si no solo para quien lo pide',
    nowForYou: 'un resumen ahora, solo para quien lo pide',
    subscribe: 'programa resúmenes para este canal',
    list: 'las suscripciones de este canal',
    pause: 'detiene por un tiempo una suscripción de este canal',
    resume: 'la reanuda',
    unsubscribe: 'la cancela',
    check: 'otra revisión',
    help: 'esta ayuda',
    also: () => 'También valen en español: ahora, suscribir, lista, pausar, reanudar, cancelar, ayuda.',
    rights: 'Las suscripciones y los silencios son para ingeniería.',
    private: 'Lo que se pide lo ve solo quien lo pide. Ingeniería suscribe canales y silencia.',
    all: ({ many }) => `resúmenes de todos los ${many}`,
  },
};

const SIGNS: Readonly<
  Record<'line' | 'event' | 'link' | 'rows', { readonly some: string; readonly none: string }>
> = {
  line: { some: 'líneas', none: 'ninguna línea' },
  event: { some: 'eventos', none: 'ningún evento' },
  link: { some: 'enlaces de alguien', none: 'ningún enlace de nadie' },
  rows: { some: 'estado de sus filas', none: 'ningún estado de sus filas' },
};

const CRON_FIELDS = ['minuto', 'hora', 'día del mes', 'mes', 'día de la semana'];

const CRON_NAMES = [
  '',
  '',
  ', L (el último día)',
  ', un nombre en inglés (JAN)',
  ', un nombre en inglés (MON), 1#2 (el segundo lunes), 5L (el último viernes)',
];

function sourceSaid(source: SourceId): string {
  return SOURCE_NAMES_ES[source];
}

function figure(number: number): string {
  return number.toLocaleString('es-419');
}

function count(number: number, one: string, many: string): string {
  return `${figure(number)} ${number === 1 ? one : many}`;
}
