import type { ClientUser, Span, UpstreamMode, UpstreamState } from '../../stand-ins/slack/client-api.ts';
import type { PageWords } from './words.en.ts';

const ROLES: Readonly<Record<ClientUser['role'], string>> = {
  engineer: 'Ingeniería',
  'help-desk': 'Mesa de ayuda',
  outsider: 'Persona externa',
  guest: 'Invitado',
};

const ROLE_MEANINGS: Readonly<Record<ClientUser['role'], string>> = {
  engineer: 'Lee las fuentes: lo seguro, lo probable y las pruebas.',
  'help-desk': 'Recibe palabras sencillas para la clínica que llama, solo para sus ojos.',
  outsider: 'Trabaja para otra organización y comparte un canal. El bot solo responde a su propio espacio.',
  guest: 'Invitado del espacio. El bot solo admite invitados si su configuración lo dice.',
};

const MODES: Readonly<Record<UpstreamMode, string>> = {
  healthy: 'funciona',
  slow: 'lento',
  'very-slow': 'muy lento',
  'rate-limited': 'limitado',
  down: 'caído',
  'wrong-shape': 'respuesta ilegible',
};

const MODE_MEANINGS: Readonly<Record<UpstreamMode, string>> = {
  healthy: 'Responde enseguida.',
  slow: 'Responde tres segundos tarde.',
  'very-slow':
    'Responde once segundos tarde. El bot no espera: primero dice qué falta y después corrige ese mensaje.',
  'rate-limited': 'Dice «demasiadas peticiones» y pide esperar.',
  down: 'Corta todas las conexiones.',
  'wrong-shape': 'Responde algo que nadie puede leer.',
};

const UPSTREAM_MEANINGS: Readonly<Record<UpstreamState['id'], string>> = {
  sentry: 'Errores que la aplicación ha comunicado.',
  loki: 'Líneas de registro que ha escrito el envío de correos.',
  database: 'Enlaces creados, ajustes y la fecha del último envío.',
};

const UPSTREAM_NAMES: Readonly<Record<UpstreamState['id'], string>> = {
  sentry: 'Sentry',
  loki: 'Loki',
  database: 'Base de datos de envíos',
};

const PASSED: Readonly<Record<Span, readonly [letPass: string, passing: string, passed: string]>> = {
  hour: ['Dejar pasar una hora', 'Está pasando una hora …', 'Ha pasado una hora.'],
  week: ['Dejar pasar una semana', 'Está pasando una semana …', 'Ha pasado una semana.'],
};

export const wordsEs: PageWords = {
  title: 'Banco de pruebas de portal-check',
  loading: 'Iniciando …',
  unreachable: 'El banco de pruebas no responde. ¿Sigue en marcha en su terminal?',
  failedAction: 'Esto no llegó al banco de pruebas. ¿Sigue en marcha en su terminal?',

  panes: {
    label: 'Partes de la página',
    workspace: 'Espacio',
    conversation: 'Conversación',
    upstreams: 'Fuentes',
    guide: 'Guía',
  },

  clock: (date) => `Hoy, aquí, es ${date}.`,

  person: {
    label: 'Eres',
    option: (name, role) => `${ROLES[role]}: ${name}`,
    meaning: (role) => ROLE_MEANINGS[role],
  },
  language: { label: 'Idioma' },
  theme: { label: 'Aspecto', system: 'sistema', light: 'claro', dark: 'oscuro' },

  channels: {
    label: 'Conversaciones',
    heading: 'Canales',
    apps: 'Aplicaciones',
    shared: 'compartido con otra organización',
    archived: 'archivado',
    withoutBot: 'el bot no está en él',
    none: 'Esta persona no está en ningún canal.',
    more: 'Más sobre el canal',
    archive: 'Archivar el canal',
    unarchive: 'Desarchivar el canal',
  },
  app: {
    tabs: 'Lo que muestra la aplicación',
    home: 'Inicio',
    messages: 'Mensajes',
    topic: 'Entre la aplicación y tú',
    homeEmpty: 'El bot aún no ha dibujado su inicio.',
  },

  messages: {
    label: (place) => `Mensajes en ${place}`,
    empty: 'Aún no hay nada. Escribe un comando abajo, o toma uno de la guía, «¿Qué es esto?».',
    app: 'APP',
    edited: '(editado)',
    onlyYou: 'Solo visible para ti',
    by: (name, time) => `${name}, ${time}`,
    unknownPerson: 'alguien',
    replies: (count) => `${count} ${count === 1 ? 'respuesta' : 'respuestas'}`,
    replyInThread: 'Responder en el hilo',
    more: 'Más acciones',
    delete: 'Eliminar el mensaje',
    deleted: 'Este mensaje se eliminó.',
    ofThread: 'Respondió en un hilo',
    alsoInChannel: 'También enviado al canal',
    notDrawn: (kind) => `Esta página no sabe dibujar un bloque del tipo «${kind}».`,
  },
  picture: { enlarge: (title) => `Ampliar: ${title}`, close: 'Cerrar la imagen' },
  thread: { label: 'Hilo', close: 'Cerrar el hilo' },

  composer: {
    label: (place) => `Mensaje a ${place}`,
    labelThread: 'Responder en el hilo',
    hint: 'Intro envía; Mayúsculas e Intro hacen una línea nueva.',
    send: 'Enviar',
    mention: (bot) => `Mencionar a @${bot}`,
    shortcuts: 'Atajos',
    commands: 'Comandos',
    commandMeanings: {
      id: 'comprobar un proveedor por su identificador',
      name: 'buscar un proveedor por su nombre',
      private: 'una respuesta que solo ves tú',
      help: 'todo lo que puede hacer el comando',
      digest: 'todos los proveedores y lo que ha cambiado',
      subscribe: 'lo mismo, cada vez que tocaban enlaces',
      incident: 'lo que ocupa a varios a la vez',
    },
  },

  slackbot: { name: 'Slackbot', dismiss: 'Descartar' },

  modal: {
    dismiss: 'Cerrar esta ventana',
    close: 'Cerrar',
    cancel: 'Cancelar',
    required: 'Completa este campo.',
    notAnEmail: 'Esto no es una dirección de correo.',
    optional: '(opcional)',
  },
  controls: {
    choose: 'Elige una opción',
    search: 'Escribe para buscar',
    searching: 'Buscando …',
    results: (count) => `${count} ${count === 1 ? 'resultado' : 'resultados'}`,
    takeOut: (label) => `Quitar ${label}`,
    newTab: '(se abre en otra pestaña)',
    chooseConversation: 'Elige una conversación',
  },

  upstreams: {
    heading: 'A quién pregunta el bot',
    intro: 'Estropea una de las tres fuentes y revisa de nuevo: el bot dice lo que no sabe.',
    name: (id) => UPSTREAM_NAMES[id],
    meaning: (id) => UPSTREAM_MEANINGS[id],
    mode: (mode) => MODES[mode],
    modeMeaning: (mode) => MODE_MEANINGS[mode],
  },

  time: {
    heading: 'Tiempo',
    meaning: 'El lunes a las 11:00 se envían enlaces de nuevo; el bot hace lo que le toque.',
    letPass: (span) => PASSED[span][0],
    passing: (span) => PASSED[span][1],
    passed: (span) => PASSED[span][2],
  },
  heal: {
    label: 'Recuperar a un proveedor',
    heal: 'Recuperar',
    option: (name, shortId) => `${name} · ${shortId}`,
    nobody: 'Todos están bien',
    healed: (name) => `${name} recibe sus enlaces a partir del próximo envío.`,
  },

  guide: {
    heading: '¿Qué es esto?',
    show: '¿Qué es esto?',
    close: 'Cerrar la guía',
    intro:
      'Cada lunes a las 11:00 un proceso envía a las clínicas un enlace a su portal. Memorial Healthcare System no recibió ninguno, aunque la aplicación dice «enviado». Pregunta al bot por qué. Es el bot real, en una pequeña imitación de Slack, con datos grabados.',
    check: 'Revisar Memorial',
    checkThen: 'por su identificador; luego pulsa Intro',
    search: 'Buscar por nombre',
    searchThen: 'cuando solo se conoce un nombre',
    mention: 'Citarlo en un hilo',
    mentionThen: 'donde se habla de un incidente',
    askAsHelpDesk: 'Como mesa de ayuda',
    askAsHelpDeskThen: 'lo mismo, en palabras sencillas',
    askAsEngineer: 'Como ingeniería',
    askAsEngineerThen: 'lo mismo, con las pruebas',
    breakLoki: 'Estropear Loki',
    breakLokiThen: 'los registros caen; revisa de nuevo',
    mendLoki: 'Reparar Loki',
    mendLokiThen: 'los registros vuelven',
    subscribe: 'Vigilar a todos',
    subscribeThen: 'suscribe el canal y deja pasar dos semanas',
    openIncident: 'Vivir un incidente',
    openIncidentThen: 'ábrelo, recupera al proveedor, resuélvelo',
  },
};
