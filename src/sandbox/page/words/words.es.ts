import type { ClientUser, UpstreamMode, UpstreamState } from '../../stand-ins/slack/client-api.ts';
import type { PageWords } from './words.en.ts';

const ROLES: Readonly<Record<ClientUser['role'], string>> = {
  engineer: 'ingeniería',
  'help-desk': 'mesa de ayuda',
  outsider: 'persona externa',
  guest: 'invitado',
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
  'rate-limited': 'limitado',
  down: 'caído',
  'wrong-shape': 'respuesta ilegible',
};

const MODE_MEANINGS: Readonly<Record<UpstreamMode, string>> = {
  healthy: 'Responde enseguida.',
  slow: 'Responde más tarde de lo que el bot espera.',
  'rate-limited': 'Dice «demasiadas peticiones» y pide esperar.',
  down: 'No responde.',
  'wrong-shape': 'Responde algo que nadie puede leer.',
};

const UPSTREAM_MEANINGS: Readonly<Record<UpstreamState['id'], string>> = {
  sentry: 'Errores que la aplicación ha comunicado.',
  loki: 'Líneas de registro que ha escrito el envío de correos.',
  database: 'Enlaces creados, ajustes y la fecha del último envío.',
};

export const wordsEs: PageWords = {
  title: 'Banco de pruebas de portal-check',
  skipToMessages: 'Ir a los mensajes',
  loading: 'Iniciando …',
  unreachable: 'El banco de pruebas no responde. ¿Sigue en marcha en su terminal?',
  failedAction: 'Esto no llegó al banco de pruebas. ¿Sigue en marcha en su terminal?',

  panes: {
    label: 'Partes de la página',
    workspace: 'Espacio',
    conversation: 'Conversación',
    upstreams: 'Fuentes',
  },

  clock: (date) => `Aquí es el ${date}.`,

  person: {
    label: 'Usted es',
    option: (name, role) => `${name}, ${ROLES[role]}`,
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
    members: (count) => `${count} ${count === 1 ? 'miembro' : 'miembros'}`,
  },
  app: {
    tabs: 'Lo que muestra la aplicación',
    home: 'Inicio',
    messages: 'Mensajes',
    topic: 'Entre la aplicación y usted',
    homeEmpty: 'El bot aún no ha dibujado su inicio.',
  },

  messages: {
    label: (place) => `Mensajes en ${place}`,
    empty: 'Aún no hay nada. Escriba un comando abajo, o tome uno de «¿Qué es esto?».',
    app: 'APP',
    edited: '(editado)',
    onlyYou: 'Solo visible para usted',
    by: (name, time) => `${name}, ${time}`,
    unknownPerson: 'alguien',
    replies: (count) => `${count} ${count === 1 ? 'respuesta' : 'respuestas'}`,
    replyInThread: 'Responder en el hilo',
    more: 'Más acciones',
    newest: 'Mensajes más recientes',
    notDrawn: (kind) => `Esta página no sabe dibujar un bloque del tipo «${kind}».`,
  },
  picture: { enlarge: (title) => `Ampliar: ${title}`, close: 'Cerrar la imagen' },
  thread: { label: 'Hilo', close: 'Cerrar el hilo', noReplies: 'Aún no hay respuestas.' },

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
      private: 'una respuesta que solo ve usted',
      help: 'todo lo que puede hacer el comando',
    },
  },

  slackbot: { name: 'Slackbot', dismiss: 'Descartar' },

  modal: {
    dismiss: 'Cerrar esta ventana',
    close: 'Cerrar',
    cancel: 'Cancelar',
    required: 'Complete este campo.',
    notAnEmail: 'Esto no es una dirección de correo.',
    optional: '(opcional)',
  },
  controls: {
    choose: 'Elija una opción',
    search: 'Escriba para buscar',
    searching: 'Buscando …',
    results: (count) => `${count} ${count === 1 ? 'resultado' : 'resultados'}`,
    newTab: '(se abre en otra pestaña)',
    inZone: (zone) => `En su zona horaria, ${zone}.`,
    chooseConversation: 'Elija una conversación',
  },

  upstreams: {
    heading: 'A quién pregunta el bot',
    intro: 'Estropee una de las tres y compruebe otra vez: el bot dice lo que no sabe.',
    meaning: (id) => UPSTREAM_MEANINGS[id],
    mode: (mode) => MODES[mode],
    modeMeaning: (mode) => MODE_MEANINGS[mode],
    hide: 'Ocultar',
    show: 'A quién pregunta el bot',
  },

  guide: {
    heading: '¿Qué es esto?',
    show: '¿Qué es esto?',
    close: 'Cerrar la guía',
    intro:
      'Cada lunes a las 11:00 un proceso envía a las clínicas un enlace a su portal. Memorial Healthcare System no recibió ninguno, aunque la aplicación dice «enviado». Pregunte al bot por qué. Es el bot real, en una pequeña imitación de Slack, con datos grabados.',
    check: 'Comprobar Memorial Healthcare System',
    checkThen: 'por su identificador; luego pulse Intro',
    search: 'Buscar por nombre',
    searchThen: 'cuando solo se conoce un nombre',
    mention: 'Mencionarlo en un hilo',
    mentionThen: 'donde se habla de un incidente',
    breakLoki: 'Estropear Loki',
    breakLokiThen: 'los registros caen; compruebe otra vez y vea qué dice el bot',
    mendLoki: 'Reparar Loki',
    mendLokiThen: 'los registros vuelven',
  },
};
