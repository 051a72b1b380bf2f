import type { SlackIncidentsWords } from './slack-incidents.en.ts';

/** What the bot says of incidents in Slack, in Spanish. */
export const slackIncidentsEs: SlackIncidentsWords = {
  buttons: {
    open: 'Abrir incidente',
    join: 'Agregar a este',
    show: 'Ver',
    go: 'Ir al incidente',
    editPostmortem: 'Editar',
    postPostmortem: 'Publicar de nuevo',
  },

  open: {
    title: 'Abrir incidente',
    submit: 'Abrir',
    close: 'Cancelar',
    joinFirst: '¿Es uno de estos? Entonces conviene agregarse a él en lugar de abrir otro.',
    join: (incident, channel) => `Unirse a ${incident} en ${channel}`,
    tellThere: (incidents) =>
      `Puede ser ${incidents === 1 ? 'este' : 'uno de estos'}: entonces conviene contarlo allí (@portal-check nota …) en lugar de abrir otro.`,
    standsIn: (incident, channel) => `${incident} en ${channel}`,
    openByNow: ({ many }) =>
      `Ya hay un incidente abierto con alguno de estos ${many}, o con el mismo veredicto. Para abrir otro de todos modos, basta con volver a pulsar “Abrir”.`,
    notLookedUp:
      'No se pudo consultar a tiempo si ya hay un incidente abierto que corresponda. Los abiertos se ven con: /portal-incident list',
    more: (left, { one, many }) =>
      left === 1
        ? `Hay 1 ${one} más con problemas. El incidente nombra a quienes tienen el mismo veredicto y permite agregarlos.`
        : `Hay ${figure(left)} ${many} más con problemas. El incidente nombra a quienes tienen el mismo veredicto y permite agregarlos.`,
    namesNotRead: 'Los nombres no se pudieron leer a tiempo: solo aparecen los identificadores.',
    unclear: (words, fits, { one, many }) =>
      fits === 0
        ? `«${words}» no es el identificador de nadie, y ningún nombre (${many}) tiene todas estas palabras.`
        : `«${words}» corresponde a ${count(fits, one, many)}: se puede elegir abajo.`,
    andOthers: (statement) => `${statement}, y otros`,
    fromLastCheck: (at) =>
      `Lo que ya figura de un veredicto es de la última revisión, ${at}. Al abrirlo se revisa a todos de nuevo.`,
    name: 'Título',
    namePlaceholder: 'Qué falla, en pocas palabras',
    severity: 'Severidad',
    severities: {
      P1: 'P1: afecta a todos, o hay riesgo para pacientes',
      P2: 'P2: afecta a muchos',
      P3: 'P3: afecta a pocos',
      P4: 'P4: casi nadie lo nota',
    },
    subjects: ({ many }) => `A qué ${many} afecta`,
    subjectsHint: 'Puede quedar vacío: se pueden agregar después.',
    subjectsPlaceholder: 'Nombres o identificadores',
    reportedAt: 'Cuándo se reportó',
    reportedAtHint: 'En la zona horaria propia, como la tiene Slack.',
    reportedBy: 'Quién lo reportó',
    reportedByHint:
      'Una palabra, como «mesa de ayuda», o una persona, como <@U012AB3CD>. Vacío: quien abre el incidente.',
    channel: 'Canal',
    channelHint:
      'Todos los que están en él leen el incidente. Slack ofrece también otros: solo valen los canales donde las respuestas son públicas (SLACK_ALLOWED_CHANNELS).',
    summary: 'Resumen',
    summaryHint:
      'Se guarda y lo ven todos. Sin nombres ni direcciones de pacientes o destinatarios, por favor.',
    nameMissing: 'Hace falta decir en pocas palabras qué falla.',
    tooManySubjects: (given, most) =>
      `Son ${figure(given)}; como máximo ${figure(most)} a la vez. Los demás se pueden agregar después.`,
    notASubject: 'Hay que elegir de la lista, o pegar identificadores.',
    inFuture: 'Ese momento aún no ha llegado.',
    channelMissing: 'Hay que elegir un canal.',
    channelNotAllowed:
      'Los incidentes solo van a canales donde las respuestas son públicas (SLACK_ALLOWED_CHANNELS), y este no es uno de ellos.',
    opening:
      'Abriendo el incidente … Si en un minuto no llega nada más, pulse «Abrir» otra vez: se abre una sola vez.',
    opened: (incident, channel) => `${incident} está abierto en ${channel}.`,
    notPosted: (incident, channel) =>
      `${incident} está abierto y guardado. Aún no se pudo publicar en ${channel}; el bot lo sigue intentando.`,
    notChecked: (names) =>
      `No se pudo revisar a estos y aún no están en él: ${names}. Para agregarlos: /portal-incident add`,
    joining: 'Revisando y agregando …',
    joined: (subjects, { one, many }, incident) =>
      subjects === 1
        ? `Se agregó 1 ${one} a ${incident}.`
        : `Se agregaron ${figure(subjects)} ${many} a ${incident}.`,
    joinNobody: 'El campo no tiene a nadie que agregar. Primero hay que elegirlos.',
  },

  severity: {
    title: 'Cambiar severidad',
    submit: 'Cambiar',
    close: 'Cancelar',
    label: 'Severidad',
    missing: 'Hay que elegir una.',
  },

  resolveAnyway: {
    title: '¿Resuelto?',
    submit: 'Resolver igualmente',
    close: 'Cancelar',
    warning: (notWell, { one, many }) =>
      notWell === 1
        ? `Según la última revisión, no hay prueba de que 1 ${one} esté bien:`
        : `Según la última revisión, no hay prueba de que ${figure(notWell)} ${many} estén bien:`,
    more: (left) => `… y ${figure(left)} más`,
    consequence: 'Si se declara resuelto de todos modos, el hilo dice quiénes eran.',
  },

  postmortem: {
    title: 'Postmortem',
    submit: 'Guardar',
    close: 'Cancelar',
    intro:
      'Solo se guarda como propio lo que se cambie; lo demás se sigue escribiendo a partir del incidente.',
    hint: 'Sin nombres ni direcciones de pacientes o destinatarios, por favor.',
    sections: {
      summary: 'Resumen',
      learnings: '3 - 5 Aprendizajes',
      impact: 'Evaluación de Impacto',
      monitoring: 'Monitoreo',
      whys: 'Análisis de la causa raíz (Cinco Por Qué)',
      prevented: 'Cómo pudo haberse prevenido',
      'detected-earlier': 'Cómo pudo haberse detectado más temprano',
      'mitigated-sooner': 'Cómo pudo haberse mitigado más pronto',
    },
    fileTitle: (incident) => `Postmortem de ${incident}`,
    posted: (incident) => `El postmortem de ${incident} está en su hilo.`,
    direct:
      'El bot no puede publicar en el canal de este incidente: el archivo está en los mensajes con esta app.',
    kept: (sections) =>
      sections === 1
        ? 'Se guardó 1 sección del postmortem.'
        : `Se guardaron ${figure(sections)} secciones del postmortem.`,
    unchanged: 'No se cambió nada, así que no se guarda nada.',
  },

  summaryGoesOn: (characters) =>
    `… ${count(characters, 'carácter', 'caracteres')} más: el resumen completo está en el postmortem (/portal-incident postmortem).`,

  unchanged: {
    first: (user, at) => `${user} lo hizo antes, ${at}.`,
    already: 'Ya está así.',
    severity: (severity) => `Ya es ${severity}.`,
    status: (status, at) => `Ya está ${status}, desde el ${at}.`,
    reopened: (at) => `Ya está abierto de nuevo, desde el ${at}.`,
    youLead: 'Ya está a su cargo.',
    leads: (user) => `Ya está a cargo de ${user}.`,
    areIn: (names, number, incident) => `${names} ya ${number === 1 ? 'está' : 'están'} en ${incident}.`,
    isOut: (name, incident) => `${name} ya no está en ${incident}.`,
    withdrawn: (seq) => `El n.º ${figure(seq)} ya está retirado.`,
    saysSo: (seq) => `El n.º ${figure(seq)} ya dice eso.`,
    notFromHere: (status) => `No se puede hacer con un incidente que está ${status}.`,
    noSuchSubject: 'En este incidente no hay nadie con ese nombre o identificador.',
    noSuchFact: (seq) =>
      `No hay nota ni evento vigente con el n.º ${figure(seq)}. Los números se ven con: @portal-check línea temporal`,
    opening:
      'El n.º 1 es la apertura: no se puede corregir ni retirar; solo se corrigen y retiran notas y eventos.',
    stands: (incident, status) => `${incident}: ${status}`,
    lead: (user) => `a cargo: ${user}`,
    nobodyLeft: 'Ya no queda nadie con este veredicto que agregar.',
  },

  told: {
    added: (names, incident) => `Agregado a ${incident}: ${names}`,
    removed: (names, incident) => `Quitado de ${incident}: ${names}`,
    couldNotLook:
      'No se pudo revisarlos en este momento, así que no se agregó a nadie. Se puede intentar de nuevo en un minuto.',
    moreToAdd: (left) => `Se pueden agregar ${figure(left)} más: basta pulsar otra vez.`,
    note: (seq) => `Anotado con el n.º ${figure(seq)}.`,
    event: (at, mark) => `${at}${mark === null ? '' : `, cuenta como ${mark}`}.`,
    corrected: (seq, at, mark) =>
      `Se corrigió el n.º ${figure(seq)}${at === null ? '' : `: ${at}`}.${mark === null ? '' : ` Cuenta como ${mark}.`}`,
    markOfEngineers: (mark) =>
      `Queda como evento y no mueve ningún reloj: decir que cuenta como ${mark} es cosa de ingeniería.`,
    notWellYet: (who) => `⚠️ Sin embargo, según la última revisión, ${who}.`,
    beforeReport: (reportedAt) =>
      `⚠️ Es anterior al reporte (${reportedAt}): hasta ahí no se cuenta ningún tiempo desde el reporte.`,
    withdrawn: (seq) => `Se retiró el n.º ${figure(seq)}.`,
    howToCorrect: (seq) =>
      `Para corregirlo: @portal-check corregir ${figure(seq)} a las 12:30 texto correcto · retirar ${figure(seq)}`,
    checked: (at, hasChanged, isWhole) =>
      hasChanged
        ? `Revisado, ${at}: lo que cambió está arriba.`
        : `Revisado, ${at}: ${isWhole ? 'nada ha cambiado' : 'hasta donde se pudo leer, nada ha cambiado'}.`,
    notChecked: 'No se pudo revisar: el registro del bot dice por qué. Sigue valiendo lo que se sabía antes.',
    notReadOf: (names) => `No se pudo revisar: ${names}`,
    notAddedAnyMore: (names) => `No se agregó, porque ya tiene otro veredicto: ${names}`,
    nobodyToCheck:
      'Este incidente no tiene a nadie a quien revisar. Para agregar a alguien: /portal-incident add',
    notDue: 'Se está revisando en este momento.',
  },

  which: {
    noNumber: (number) => `No existe el incidente #${number}.`,
    noneHere: 'En este canal no hay ningún incidente abierto. Hay que nombrarlo por su número, como #7.',
    severalHere: (numbers) =>
      `En este canal hay varios incidentes abiertos: ${numbers.join(', ')}. Hay que nombrar uno.`,
    gone: 'Este incidente ya no existe.',
  },

  refused: {
    'engineers-only':
      'Esto es solo para ingenieros. Cualquiera puede abrir un incidente, anotar lo que sepa (@portal-check nota …) y ver cómo está (/portal-incident list).',
    'shared-outside':
      'En este canal hay personas de otras organizaciones, o están invitadas: los incidentes no van ahí.',
    'unseen-channel':
      'El bot no puede ver quién está en este canal. Se le puede invitar ahí (/invite @portal-check), o elegir otro.',
    'cannot-tell-channel':
      'Slack no dice en este momento quién está en este canal. Se puede intentar de nuevo en un minuto.',
    'not-a-member':
      'El bot no está en este canal y no podría publicar ahí. Se le puede invitar (/invite @portal-check), o elegir otro.',
    'not-allowed':
      'Los incidentes solo van a canales donde las respuestas son públicas (SLACK_ALLOWED_CHANNELS), y este no es uno de ellos.',
    'direct-message': 'Los incidentes van a canales, no a mensajes entre dos.',
  },
  commandExpired: 'Slack no esperó al formulario. Hay que dar el comando otra vez.',

  home: {
    headline: 'Incidentes abiertos',
    none: 'No hay ningún incidente abierto.',
  },

  line: ({ number, severity, title, subjects }, { one, many }) =>
    `#${number} ${severity}${title === '' ? '' : ` «${title}»`}${subjects === 0 ? '' : ` (${count(subjects, one, many)})`}`,

  elsewhere: {
    button: (label) => `«${label}» es un botón del primer mensaje del incidente, para ingenieros.`,
    thread: 'Esto se dice en el hilo del incidente:',
    command: 'Esto es un comando, para ingenieros:',
  },

  usage: {
    unknown: (word) => `«${word}» no se puede leer aquí.`,
    noText: '¿Qué hay que anotar? Falta el texto.',
    noTime: (word) => `«${word}» no es una hora. Se escribe 12:28, o 9 de junio 12:28.`,
    noEvent: '¿Qué pasó entonces? Falta el texto.',
    inFuture: (at) => `${at} aún no ha llegado.`,
    noSeq: '¿Cuál? Falta su número: véase @portal-check línea temporal.',
    noRight: '¿Qué es lo correcto? Falta una hora (a las 12:30), otro texto, o ambos.',
    nobodyNamed: ({ one }) => `¿Quién? Falta el identificador o el nombre de un ${one}.`,
    nobodyFound: (words) =>
      `«${words}» no es el identificador de nadie, y ningún nombre tiene todas estas palabras.`,
    nobodyInIt: (words) => `«${words}»: en este incidente no hay nadie con ese nombre o identificador.`,
    severalFit: (words, names) =>
      `«${words}» corresponde a varios: ${names}. Hace falta otra palabra del nombre, o el identificador.`,
    tooMany: (given, most) => `Son ${figure(given)}; como máximo ${figure(most)} a la vez.`,
  },

  help: {
    headline:
      'Incidentes: se abren en un paso, se mantienen al día con revisiones y se redactan con lo registrado.',
    open: 'abre uno; los identificadores y nombres quedan puestos',
    list: 'los abiertos; «list all»: los más recientes de todos',
    show: 'cómo está uno',
    add: ({ many }) => `agrega ${many}, por identificador o palabras de su nombre`,
    remove: 'los quita',
    postmortem: 'su postmortem como archivo en el hilo, para editarlo',
    help: 'esta ayuda',
    all: 'incidentes: se abren en un paso, se mantienen al día y se redactan',
    number:
      'El número puede faltar en un canal donde solo hay un incidente abierto; los resueltos solo cuentan si no hay otro.',
    also: () => 'También valen en español: abrir, lista (todos), ver, agregar, quitar, postmortem, ayuda.',
    buttons:
      'El estado, quién está a cargo y la severidad se cambian con los botones del primer mensaje del incidente.',
    rights:
      'Todas las personas admitidas pueden abrir, anotar y ver; quién está a cargo, el estado, la severidad, a quiénes afecta y el postmortem son para ingenieros.',
    thread: 'En el hilo de un incidente:',
    meantHere: (words) => `En el hilo de un incidente se lee esto: ${words}`,
    mention: {
      check: 'revisa otra vez ahora',
      note: 'guarda una nota',
      at: 'agrega a la línea temporal lo que pasó entonces; «involucrado: …», «corregido: …» mueven los relojes',
      timeline: 'todo hasta ahora, con sus números',
      status: 'cómo está',
      correct: 'corrige una nota o un evento; lo anterior sigue a la vista',
      withdraw: 'retira uno',
      help: 'esta ayuda',
    },
  },
};

function figure(number: number): string {
  return number.toLocaleString('es');
}

function count(number: number, one: string, many: string): string {
  return `${figure(number)} ${number === 1 ? one : many}`;
}
