import type { ReadingStatus } from '../diagnosis/reading.ts';
import { SOURCE_NAMES_ES, STATE_NAMES_ES } from './names.es.ts';
import { slackDigestsEs } from './slack-digests.es.ts';
import { slackIncidentsEs } from './slack-incidents.es.ts';
import type { SlackWords } from './slack.en.ts';

const PROGRESS_NAMES: Readonly<Record<ReadingStatus | 'asking', string>> = {
  asking: 'consultando …',
  ok: 'respondió',
  truncated: 'respondió en parte',
  failed: 'falló',
  'not-configured': 'sin configurar',
};

const HOME_SOURCE_STATES: Readonly<Record<ReadingStatus | 'not-asked', string>> = {
  ok: 'respondió',
  truncated: 'respondió en parte',
  failed: 'falló',
  'not-configured': 'sin configurar',
  'not-asked': 'aún no se ha consultado',
};

/** What the bot says in Slack, in Spanish. */
export const slackEs: SlackWords = {
  locale: 'es',

  digests: slackDigestsEs,
  incidents: slackIncidentsEs,

  buttons: {
    evidence: 'Evidencia',
    checkAgain: 'Revisar de nuevo',
    show: 'Mostrar',
    check: 'Revisar',
    timeline: 'Línea de tiempo',
    notThisOne: 'No es este',
    share: 'Compartir aquí',
    right: 'Es correcto',
    wrong: 'Es incorrecto',
    openInAdmin: 'Abrir en administración',
    checkAddress: 'Comprobar una dirección',
    handOver: 'Pasar a guardia',
  },

  leftOut: {
    characters: (characters) => ` … ${count(characters, 'carácter más', 'caracteres más')}`,
    lines: (lines, characters) =>
      `… ${count(lines, 'línea más', 'líneas más')}, ${count(characters, 'carácter', 'caracteres')}`,
    sections: (sections, characters) =>
      `… ${count(sections, 'sección más', 'secciones más')}, ${count(characters, 'carácter', 'caracteres')}`,
    links: (links) => `… ${count(links, 'enlace más', 'enlaces más')}`,
    link: (label, characters) =>
      `${label}: el enlace es demasiado largo para Slack (${count(characters, 'carácter', 'caracteres')}).`,
    words: (words) => `… ${count(words, 'palabra más', 'palabras más')}`,
  },

  checking: {
    headline: ({ one, many }, subjects) => `Revisando ${count(subjects, one, many)} …`,
    source: (source, status) => `${SOURCE_NAMES_ES[source]}: ${PROGRESS_NAMES[status]}`,
  },

  summary: {
    headline: ({ one, many }, subjects) => count(subjects, one, many),
    states: (states) => states.map(([state, subjects]) => `${subjects} ${STATE_NAMES_ES[state]}`).join(', '),
  },

  amended: {
    headline: 'Una fuente respondió tarde y un veredicto cambió:',
    change: (before, after) => `antes «${before}», ahora «${after}»`,
  },

  interrupted: 'El bot se detuvo durante esta revisión. Repítela en un minuto, por favor.',

  evidence: { title: 'Evidencia', close: 'Cerrar' },

  ignored: 'Solo busqué identificadores; no leí:',

  found: {
    several: (found, words) =>
      found === 1
        ? `Solo este coincide con «${words}». ¿Es el que buscas?`
        : `${count(found, 'coincide', 'coinciden')} con «${words}». ¿Cuál buscas?`,
    none: (words, { many }) =>
      `Ningún nombre (de todos los ${many}) tiene todas las palabras de «${words}». Con menos palabras aparecen más; basta el comienzo de cada palabra.`,
    others: (name) => `Si no es ${name}, ¿buscabas alguno de estos?`,
    noOthers: (name) => `Ningún otro nombre comparte una palabra con ${name}. Busca con palabras del nombre:`,
    tooMany: (more) => `… ${count(more, 'más', 'más')}: añade una palabra del nombre.`,
    failed: (problem) => `No se pudieron leer los nombres: ${problem}`,
    tryLater:
      'la base de datos no responde ahora mismo. Inténtalo en un minuto o pregunta a quien esté de guardia, por favor.',
    nothingInText: ({ one, many }) =>
      `En este texto no encuentro ningún identificador de ${one} ni el nombre de ninguno (${many}).`,
  },

  greeting: {
    byName: ({ one }) =>
      `¡Hola! Mencióname con el identificador de un ${one}, o con palabras de su nombre, y te digo qué se sabe.`,
    byId: ({ one }) => `¡Hola! Mencióname con el identificador de un ${one} y te digo qué se sabe.`,
  },

  changed: {
    since: (change) => `Desde el último diagnóstico: ${change}`,
    notKnown: 'No se sabe qué cambió: no se pudo leer el último diagnóstico.',
    nothing: 'nada ha cambiado.',
    first: 'No hay un diagnóstico anterior con el que comparar.',
  },

  feedback: {
    thanks: 'Gracias. Queda guardado con este diagnóstico.',
    title: '¿Qué está mal?',
    why: '¿Qué está mal, hasta donde sabes?',
    hint: 'Sin nombres ni direcciones de pacientes o destinatarios, por favor: esto se guarda.',
    submit: 'Enviar',
  },

  timeline: {
    direct: 'En un canal una imagen no puede ser solo para ti: está en tus mensajes con esta app.',
    sent: 'La imagen está en tus mensajes con esta app.',
    none: 'No hay nada que dibujar: de este diagnóstico no se conoce ningún envío ni enlace.',
    historyFailed:
      'No se pudo leer lo que el bot vio antes, y a la imagen le faltaría. Inténtalo de nuevo, por favor.',
  },

  shared: {
    by: (userId) => `Compartido por ${userId}`,
    notAMember:
      'No se puede compartir aquí: el bot no está en este canal. Para invitarlo: /invite @portal-check',
    outside: 'No se comparte aquí: en este canal hay personas de otras organizaciones, o Slack no lo indica.',
    nowhere: 'Aquí no hay un canal en el que compartirlo.',
  },

  handOver: {
    title: 'Pasar a guardia',
    intro: (channel) => `El diagnóstico, como lo ve ingeniería, va a ${channel} con tu nombre.`,
    ticket: 'Ticket',
    ticketHint: 'Solo su referencia, como HD-1234: hasta 40 letras y cifras, sin espacios.',
    submit: 'Pasar',
    wrongTicket: 'Solo la referencia, como HD-1234: hasta 40 letras y cifras, sin espacios.',
    by: (user, ticket) => (ticket === null ? `Lo pasa ${user}` : `Lo pasa ${user} · ticket ${ticket}`),
    done: (channel) => `Pasado a guardia: ver ${channel}.`,
    outside:
      'No se pasa: en el canal de guardia hay personas de otras organizaciones, o Slack no lo indica. Llama a quien esté de guardia, por favor.',
    nowhere: 'Ya no hay un canal de guardia al que pasarlo. Llama a quien esté de guardia, por favor.',
    closed: (channel) =>
      `No se pudo pasar: el bot no puede publicar en ${channel}. Llama a quien esté de guardia, por favor.`,
  },

  address: {
    title: 'Comprobar dirección',
    label: 'Dirección',
    hint: 'Se compara con los destinatarios y se olvida: no se guarda, ni se registra, ni se muestra a nadie.',
    submit: 'Comprobar',
    looking: 'Comparando …',
    verified: 'Esta dirección está entre los destinatarios y está verificada.',
    unverified:
      'Esta dirección está entre los destinatarios, pero no está verificada: no se le envía ningún enlace.',
    'not-among-them': 'Esta dirección no está entre los destinatarios.',
    failed: (problem) => `No se pudo comparar: ${problem}`,
    close: 'Cerrar',
  },

  checkModal: {
    title: 'Revisar un proveedor',
    submit: 'Revisar',
    close: 'Cancelar',
    subject: ({ one }) => `¿Qué ${one}?`,
    subjectPlaceholder: 'Nombre o identificador',
    asOf: 'En qué momento (vacío: ahora)',
    window: 'Hasta dónde se leen registros y eventos (vacío: lo necesario)',
    windowPlaceholder: '14d',
    where: 'Dónde responder (vacío: tus mensajes con esta app)',
    visibility: 'Quién lo ve',
    visibilities: {
      usual: 'Lo habitual en ese canal',
      private: 'Solo yo',
      public: 'Todo el canal, donde está permitido',
    },
    notReachable: 'Ahora mismo no se pueden leer los nombres',
    pickOne: 'Elige uno de la lista o pega su identificador, por favor.',
  },

  home: {
    headline: 'portal-check',
    intro: ({ one }) => `Dice por qué un ${one} no recibió su enlace del portal.`,
    yours: 'Tus últimas revisiones',
    noneYet: 'Aún no has revisado nada.',
    missing: 'Sin enlace ahora',
    missingNote: (shown, total) =>
      shown === total
        ? 'De lo que se ha revisado: según el último diagnóstico de cada uno.'
        : `De lo que se ha revisado: según el último diagnóstico de cada uno. Se muestran ${shown} de ${total}.`,
    noneMissing: 'De lo que se ha revisado, nada está sin enlace según su último diagnóstico.',
    unreadable: 'No se pudo leer: la base de datos propia del bot no responde.',
    sources: 'A qué llega el bot',
    source: (source, status, at) =>
      `${SOURCE_NAMES_ES[source]}: ${HOME_SOURCE_STATES[status]}${at === null ? '' : `, ${at}`}`,
    language: 'Idioma',
    languages: { en: 'English', es: 'Español' },
    help: 'Cómo preguntar',
  },

  private: {
    'not-a-member': 'Solo tú ves esto: el bot no está en este canal. Para invitarlo: /invite @portal-check',
    'direct-message':
      'Solo tú ves esto: el bot no está en esta conversación. Responde para todos en un canal al que se le haya invitado.',
    'closed-channel': 'Solo tú ves esto: el bot no puede publicar en este canal.',
    'not-allowed': 'Solo tú ves esto: las respuestas son públicas solo en los canales permitidos.',
    'shared-outside':
      'Solo tú ves esto: en este canal hay personas de otras organizaciones, o Slack no lo indica.',
  },

  errors: {
    internal: (reference) =>
      `Algo falló en el bot y por eso no hay respuesta. Indica a su equipo la referencia ${reference}, por favor.`,
    usage: (message) => message,
    triggerExpired: 'Slack no esperó la respuesta. Pulsa el botón una vez más, por favor.',
  },

  refusals: {
    foreignWorkspace: 'Lo sentimos: solo pueden usarla personas del espacio de trabajo de esta app.',
    'not-listed':
      'Lo sentimos: esta app es para ingeniería de guardia y la mesa de ayuda. Quien la administra puede agregarte.',
    guest:
      'Lo sentimos: las personas invitadas de este espacio de trabajo y las de otras organizaciones no pueden usar esta app.',
    'cannot-tell':
      'En este momento Slack no indica si puedes usar esta app, así que no responde. Inténtalo en un minuto, por favor.',
    rateLimit: (seconds) =>
      `Es más de lo que se puede preguntar en un minuto. Inténtalo en ${count(seconds, 'segundo', 'segundos')}, por favor.`,
    purged: 'Este diagnóstico ya no se conserva. Repite la revisión, por favor:',
    unknownCheck: (checkId) => `La revisión «${checkId}» ya no forma parte de este bot.`,
  },

  usage: {
    headline: 'No entiendo eso.',
    example: 'Por ejemplo:',
    noName: 'No hay ninguna letra ni cifra.',
    noId: ({ one }) => `No contiene ningún identificador de ${one}.`,
    notAnId: (word, { one }) => `«${word}» no es un identificador de ${one} ni una opción.`,
    tooManyIds: (ids, most) => `Son ${ids} identificadores; en una revisión caben ${most} como máximo.`,
    mistypedOption: (word, option) => `«${word}» no es una opción. ¿Quieres decir «${option}»?`,
    twice: (option) => `«${option}» aparece dos veces.`,
    window: (word) => `«${word}» no es un lapso: va de 1h a 90d.`,
    windowMissing: 'Después de «window» debe ir un lapso.',
    asOf: (word) => `«${word}» no es un momento con fecha, hora y desfase horario.`,
    asOfMissing: 'Después de «as-of» debe ir un momento.',
    asOfWithoutOffset: (word) => `«${word}» no tiene desfase respecto de UTC: añade uno, como -07:00 o Z.`,
    asOfInFuture: (word) => `«${word}» está en el futuro.`,
    twoVisibilities: '«private» y «public» se excluyen.',
  },

  help: {
    headline: ({ one }) => `Dice qué se sabe de un ${one}, y por qué.`,
    one: ({ one }) => `un ${one}`,
    several: (most) => `varios a la vez, hasta ${most}; los identificadores pueden ir en URL o en texto`,
    window: 'hasta dónde se leen registros y eventos, de 1h a 90d',
    asOf: 'como era en un momento; hace falta el desfase respecto de UTC',
    name: ({ one }) => `un ${one} por palabras de su nombre, en cualquier orden`,
    visibility: 'la respuesta es solo para ti, o para todos en un canal permitido',
    check: 'otra revisión',
    threads:
      'En hilos: menciona a @portal-check con identificadores o nombres, o usa «Check these providers» de un mensaje.',
    help: 'esta ayuda; «ayuda» también vale',
  },
};

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString('es-419')} ${number === 1 ? one : many}`;
}
