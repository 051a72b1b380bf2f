import type { DeskSpeech, DeskVerdictWords, DeskWords, NotToSay } from './desk-words.ts';
import type { FailureParams, VerdictParams } from './findings.ts';
import { carePlans, figure, kindSaid, plural, thisProvider } from './phrasing.es.ts';
import { adviceWithoutCause, shareFailed } from './verdict-choices.ts';
import { PORTAL_LINKS_ES } from './words.es.ts';

const COME_BACK = 'Lo paso a ingeniería y les avisaré cuando sepa más';
const NOBODY_KNOWS_WHEN = 'no se sabe cuándo volverá a funcionar';

/** What not to say where the planned link was not made. Another one may have been, by hand. */
const NO_LINK: NotToSay = {
  sent: 'el enlace programado no se creó',
  spam: 'no hay ningún correo con el enlace programado que encontrar',
  date: NOBODY_KNOWS_WHEN,
};

/** What not to say where the planned link was not made in time, and another one was made since. */
const OTHER_LINK: NotToSay = {
  sent: 'se creó otro enlace, pero desde aquí nadie ve qué llegó',
  spam: 'primero, comprobar que la dirección es correcta y está verificada',
  date: NOBODY_KNOWS_WHEN,
};

/** What not to say where links are not due at all. There may have been some before. */
const NOT_DUE: NotToSay = {
  sent: 'tal como está, no hay ningún enlace programado',
  spam: 'tal como está, no hay ningún correo con un enlace programado',
  date: 'no llegará nada programado mientras esto no cambie',
};

/** What not to say where too little is known. */
const NOT_KNOWN: NotToSay = {
  sent: 'ahora no se puede ver',
  spam: 'no se sabe si hay un correo que encontrar',
  date: 'todavía no se sabe nada',
};

/** The help desk's words in Spanish. */
export const DESK_ES: DeskWords = {
  dates: PORTAL_LINKS_ES.dates,
  kind: kindSaid,
  states: {
    missing: 'Sin enlace',
    partial: 'Falla parcial',
    unknown: 'No se sabe',
    'on-schedule': 'Al día',
    'not-expected': 'No le corresponde enlace',
  },
  verdicts: {
    inconclusive: (p, speech) => {
      switch (p.reason) {
        case 'delivery-not-ok':
          return notKnown(
            'la base de datos no respondió del todo',
            'La base de datos que dice lo que hay de los enlaces no dio una respuesta completa.',
            'Revisar de nuevo en unos minutos. Si sigue sin responder, pasarlo a guardia.',
          );
        case 'cadence-unknown':
        case 'no-phase':
          return notKnown(
            'aquí no se conoce cuándo le corresponden enlaces',
            'Su calendario de envíos no está definido, o esta revisión no lo conoce.',
            'Pasarlo a guardia: hay que definir su calendario, o darlo a conocer a esta revisión.',
          );
        case 'not-known-then':
          return notKnown(
            'no consta cómo estaba configurado entonces',
            'De entonces solo se conocen sus enlaces, no su configuración.',
            'Revisar de nuevo sin indicar un momento pasado.',
          );
        case 'sources':
          return p.linkAtMs === null
            ? notKnown(
                'aún no le correspondía ningún enlace, y no se puede ver si algo falló',
                'Aún no le correspondía ningún enlace. Falta una parte de lo que lee esta revisión, o no alcanza lo suficiente.',
                'Revisar de nuevo más tarde. Si sigue igual, pasarlo a guardia.',
              )
            : unclearAfterLink(p, p.linkAtMs, speech);
      }
    },
    'unknown-provider-id': () => ({
      statement: 'ningún proveedor tiene este identificador',
      happened: 'Ninguna clínica ni consultorio tiene el identificador que se pidió.',
      say: '«Tengo que buscarles otra vez. ¿Cuál es el nombre completo de su clínica o consultorio?»',
      notToSay: {
        sent: 'aún no se ha encontrado su ficha',
        spam: 'no se sabe de quién sería el correo',
        date: 'aún no se ha encontrado su ficha',
      },
      next: 'Buscarlo por su nombre, o copiar otra vez el identificador de su página.',
    }),
    'not-configured': () => ({
      statement: 'no tiene el portal configurado',
      happened: 'No tiene el portal configurado, así que no se crean enlaces.',
      say: '«Ahora mismo no tienen el portal configurado, por eso no salen enlaces. Preguntaré si deberían tenerlo».',
      notToSay: NOT_DUE,
      next: 'Preguntar a quien configura los portales si debe tener uno.',
    }),
    'links-disabled': (p, { dates }) => ({
      statement: 'tiene los enlaces desactivados',
      happened:
        p.changedAtMs === null
          ? 'Los enlaces están desactivados en su configuración.'
          : `Los enlaces están desactivados en su configuración, que cambió por última vez el ${dates.dayTime(p.changedAtMs)}.`,
      say: '«Ahora mismo tienen los enlaces desactivados. Preguntaré si debe ser así».',
      notToSay: NOT_DUE,
      next: 'Preguntar a quien atiende a este proveedor si debe tener enlaces. Si es así, que los activen.',
    }),
    'no-verified-recipient': (p) => ({
      statement: 'nadie tiene allí una dirección verificada',
      happened: `Los enlaces solo van a direcciones verificadas. ${
        p.unverified === 0
          ? 'No tiene ningún destinatario.'
          : `No tiene ninguna: ${plural(p.unverified, 'destinatario sin verificar', 'destinatarios sin verificar')}.`
      }`,
      say: '«Los enlaces solo van a direcciones verificadas, y todavía no tienen ninguna. Verifiquen una, por favor».',
      notToSay: NOT_DUE,
      next: 'Lograr que verifiquen una dirección: con eso debería crearse un enlace. Después revisar de nuevo.',
    }),
    'below-threshold': (p) => ({
      statement: 'tiene muy pocos planes de cuidado activos',
      happened: `Tiene ${carePlans(p.activeCarePlans)}; los correos salen a partir de ${p.threshold}.`,
      say: `«Los correos salen a partir de ${carePlans(p.threshold)}, y ahora tienen ${p.activeCarePlans}».`,
      notToSay: { ...NOT_DUE, date: 'depende de sus planes de cuidado' },
      next: 'Si aun así debe recibir enlaces, preguntar por el umbral a quien atiende a este proveedor.',
    }),
    'no-dashboard': (p) => ({
      statement: 'no existe el panel que abriría el enlace',
      happened: `Los enlaces están activados y hay ${plural(p.recipients, 'destinatario verificado', 'destinatarios verificados')}, pero no existe el panel que abriría el enlace.`,
      say: `«Lo siento: tal como está, no se les puede crear ningún enlace. ${COME_BACK}».`,
      notToSay: {
        sent: 'tal como está, no se les puede crear ningún enlace',
        spam: 'un enlace no tendría nada que abrir',
        date: NOBODY_KNOWS_WHEN,
      },
      next: 'Pasarlo a guardia: hay que crear su panel.',
    }),
    'not-due-yet': (p, { dates }) => ({
      statement: p.isWindowOpen
        ? 'le corresponde su primer enlace más o menos ahora'
        : 'aún no le corresponde su primer enlace',
      happened:
        p.firstDueAtMs === null
          ? 'Aún no le correspondía ningún enlace, y no tiene ningún envío programado.'
          : p.isWindowOpen
            ? `Su primer envío es el programado para el ${dates.dayTime(p.firstDueAtMs)}, que puede no haber terminado aún.`
            : `Su primer envío está programado para el ${dates.dayTime(p.firstDueAtMs)}.`,
      say: p.isWindowOpen
        ? '«El primer enlace programado para ustedes corresponde más o menos ahora. Lo miraré otra vez y les avisaré».'
        : '«Aún no les corresponde el primer enlace programado; los enlaces salen según un calendario fijo».',
      notToSay: {
        sent: 'aún no se ha creado el primer enlace programado',
        spam: 'aún no hay ningún correo con un enlace programado que encontrar',
        date: 'un calendario no es una promesa',
      },
      next:
        p.firstDueAtMs === null
          ? 'Pasarlo a guardia: su calendario no tiene más envíos.'
          : p.isWindowOpen
            ? 'Revisar de nuevo más tarde.'
            : `Revisar de nuevo después del ${dates.dayTime(p.firstDueAtMs)}.`,
    }),
    'provider-not-resolved': (p, speech) =>
      missed(speech, `el proceso de envío no encuentra ${thisProvider(speech.kind)}`, p),
    'recipients-disagree': (p, speech) =>
      missed(
        speech,
        `el proceso de envío no vio ninguna dirección verificada, aunque hay ${p.recipients === 1 ? 'una' : figure(p.recipients)}`,
        p,
      ),
    'upstream-error': (p, speech) =>
      missed(speech, 'falló otro servicio que necesita el proceso de envío', p),
    'link-creation-failed': (p, speech) =>
      missed(speech, 'el proceso de envío intentó crear el enlace y no pudo', p),
    'send-failed': (p, speech) => {
      const whom = whomMailFailed(p);
      const statement = `parece que el correo falló para ${whom}`;
      if (p.linkAtMs === null) return { ...missed(speech, `falló el correo para ${whom}`, p), statement };
      const whose = shareFailed(p) === 'some' ? 'algunos de ustedes' : 'ustedes';
      return {
        statement,
        happened: `Se creó un enlace el ${speech.dates.dayTime(p.linkAtMs)}, pero probablemente el correo falló para ${whom}.`,
        say: `«Parece que hay un problema con el correo para ${whose}, y lo siento. ¿En qué dirección lo esperan? Haré que lo miren».`,
        notToSay: {
          sent: `parece que el correo falló para ${whom}`,
          spam: 'un correo que falló no está en ninguna carpeta',
          date: NOBODY_KNOWS_WHEN,
        },
        next: 'Comprobar la dirección que indiquen. Pasarlo a guardia con el resultado.',
      };
    },
    'duplicate-attempt': (p, speech) => missed(speech, 'el proceso de envío lo dio por hecho ya', p),
    'sender-not-running': (p, speech) =>
      missed(
        speech,
        p.by === 'rows'
          ? `el envío entero; ninguno de los ${p.due} a los que correspondía recibió un enlace`
          : 'el envío no llegó a hacerse, así que afecta también a otros',
      ),
    'phantom-send': (p, { dates, manualSendHelps }) => ({
      statement: 'consta un envío, pero no se creó ningún enlace',
      happened: `Consta un envío el ${dates.dayTime(p.stampAtMs)}, pero no creó ningún enlace. ${
        p.newestLinkAtMs === null
          ? 'Nunca ha tenido un enlace.'
          : `El último enlace es del ${dates.dayTime(p.newestLinkAtMs)}.`
      } No se sabe cómo ocurrió.`,
      say: `«Lo siento: no se les creó ningún enlace nuevo. ${COME_BACK}».`,
      notToSay: {
        sent: 'así consta, pero no se creó ningún enlace',
        spam: 'no hay ningún correo con un enlace nuevo que encontrar',
        date: NOBODY_KNOWS_WHEN,
      },
      next: `Pasarlo a guardia: hay que arreglar la creación del enlace. ${adviceOnSending(manualSendHelps)}`,
    }),
    'masked-by-manual-sends': (p, speech) => {
      const { dates } = speech;
      return {
        statement: 'el enlace programado no se creó a tiempo; otro lo disimula',
        happened: `${missedTime(speech)} Se creó uno el ${dates.dayTime(p.linkAtMs)}, a mano o con retraso, y por eso todo parece en orden. No se sabe por qué falta el programado.`,
        say: `${anotherLink(dates.day(p.linkAtMs), dates.day(p.slotAtMs))} ${COME_BACK}».`,
        notToSay: OTHER_LINK,
        next: handOver(speech),
      };
    },
    'silently-skipped': (_, speech) =>
      missed(speech, 'el proceso de envío lo pasó por alto; no hay rastro de ninguna falla'),
    'missed-cause-unknown': (p, speech) => {
      const words = missed(speech, null);
      return adviceWithoutCause(p.lacking) === 'judge-next'
        ? {
            ...words,
            happened: `${missedTime(speech)} Puede que no le correspondiera, o que la falla sea de otro.`,
            say: `«No veo ningún enlace para ustedes en el envío del ${speech.dates.day(p.slotAtMs)}. Averiguaré si les correspondía y les avisaré».`,
            next: `${
              speech.nextSlotAtMs === null
                ? 'Pasarlo a guardia'
                : `Revisar de nuevo después del próximo envío programado, el ${speech.dates.dayTime(speech.nextSlotAtMs)}`
            }. Si no pueden esperar, pasarlo a guardia.`,
          }
        : words;
    },
    'link-not-sent': (p, speech) => ({
      statement: 'se creó el enlace, pero no salió su correo',
      happened: `Se creó un enlace el ${speech.dates.dayTime(p.linkAtMs)}. ${
        p.stampAtMs === null
          ? 'Nunca ha constado ningún envío.'
          : `El último envío que consta es anterior: el ${speech.dates.dayTime(p.stampAtMs)}.`
      }`,
      say: `«Lo siento: se les creó un enlace, pero su correo no salió. ${COME_BACK}».`,
      notToSay: {
        sent: 'no consta ningún envío desde que se creó el enlace',
        spam: 'no hay ningún correo con este enlace que encontrar',
        date: NOBODY_KNOWS_WHEN,
      },
      next: `${sendOne(speech)} y revisar de nuevo que conste un envío. Pasarlo también a guardia: un envío manual no arregla el envío programado.`,
    }),
    'on-schedule': (p, { dates, nextSlotAtMs }) => ({
      statement:
        p.missedBefore > 0 ? 'vuelven a crearse enlaces' : 'el último enlace se creó según lo programado',
      happened: [
        `Se creó un enlace el ${dates.dayTime(p.linkAtMs)}, según lo programado.`,
        p.missedBefore > 0
          ? `Antes ${p.missedBefore === 1 ? 'faltó 1 enlace programado' : `faltaron ${p.missedBefore} enlaces programados`}.`
          : '',
        p.isSent
          ? 'Consta un envío.'
          : p.isStampKnown
            ? 'Aún no consta su envío.'
            : 'No consta si ya se había enviado entonces.',
        p.lacking.length > 0
          ? 'No se puede ver con seguridad si falló el correo.'
          : 'No se ve ningún correo fallido.',
      ]
        .filter((sentence) => sentence !== '')
        .join(' '),
      say: `«Se les creó un enlace el ${dates.day(p.linkAtMs)}. Desde aquí no puedo ver qué les llegó. ¿En qué dirección lo esperan?»`,
      notToSay: {
        sent: 'se creó un enlace, pero desde aquí nadie ve qué llegó',
        spam: 'primero, comprobar que la dirección es correcta y está verificada',
        date: 'un calendario no es una promesa',
      },
      next: `Comprobar la dirección que indiquen. Si está verificada y no llegó nada, pasarlo a guardia.${
        nextSlotAtMs === null
          ? ''
          : ` El próximo envío está programado para el ${dates.dayTime(nextSlotAtMs)}.`
      }`,
    }),
  },
  labels: {
    sameName: 'Mismo nombre',
    happened: 'Qué pasó',
    wasThen: 'Cómo estaba entonces',
    say: 'Decir',
    notToSay: 'No decir',
    manualSend: 'Envío manual',
    linkNow: 'Enlace ahora',
    linkThen: 'Enlace entonces',
    next: 'Qué hacer',
  },
  sameName: (count) =>
    `${plural(count, 'proveedor más se llama igual', 'proveedores más se llaman igual')}. Comprobar que es este el que se busca.`,
  slotOpen: (slotAt) => `El envío programado para el ${slotAt} puede no haber terminado aún.`,
  past: {
    say: '«Estoy mirando un momento anterior. Cómo está ahora todavía lo tengo que mirar, y les avisaré».',
    notToSay: 'Nada sobre hoy: esto dice cómo estaba entonces.',
    next: 'Revisar de nuevo sin indicar un momento pasado, antes de enviar nada o de decirles más.',
  },
  notToSay: ({ sent, spam, date }, cause) =>
    [
      `«Se envió»: ${sent}.`,
      `«Miren en el spam»: ${spam}.`,
      `Una fecha: ${date}.`,
      ...(cause === 'likely' ? ['Una causa: la que sospechamos no está comprobada.'] : []),
      ...(cause === 'none' ? ['Una causa: no se conoce ninguna.'] : []),
    ].join(' '),
  manualSends: {
    'made-link': (last) =>
      `Probablemente sí: el último que se ve fuera de lo programado, del ${last}, creó un enlace.`,
    'made-no-link': (last) =>
      `No: el último envío, del ${last}, fuera de lo programado, no creó ningún enlace.`,
    'run-made-no-link': (last) =>
      `No: el último envío, del ${last}, a una hora programada, no creó ningún enlace.`,
    'none-seen': () => 'No se sabe: no se ve ningún envío manual.',
    'stamp-not-known': () => 'No se sabe: no consta qué se había enviado hasta entonces.',
    'settings-changed-since': (last) =>
      `No se sabe: la configuración cambió después del último envío que dice algo, del ${last}.`,
    'before-the-trouble': (last) =>
      `No se sabe: el último envío que se ve fuera de lo programado, del ${last}, creó un enlace, pero entonces aún se creaban los programados.`,
    'link-is-there': () => 'Probablemente sí: el enlace se creó, solo no salió su correo.',
    'no-such-provider': () => 'No: ningún proveedor tiene este identificador.',
    'not-configured': () => 'No: el portal no está configurado.',
    'links-disabled': () => 'No: los enlaces están desactivados.',
    'no-verified-recipient': () => 'No: no hay ninguna dirección verificada a la que pueda ir.',
    'no-dashboard': () => 'No: no existe el panel que abriría el enlace.',
    'below-threshold': () =>
      'No se sabe: no se puede ver si un envío manual sale con tan pocos planes de cuidado.',
    'mail-failed': () =>
      'No se sabe: parece que lo que falló es el correo, y otro a la misma dirección puede fallar también.',
    'too-little-known': () => 'No se sabe: se ve demasiado poco.',
  },
  linkNow: (link, dates) => {
    switch (link.status) {
      case 'works':
        return `Ahora funciona un enlace, hasta el ${dates.dayTime(link.untilMs)}.`;
      case 'expired':
        return `Ahora no funciona ningún enlace: el último venció el ${dates.dayTime(link.atMs)}.`;
      case 'never':
        return 'Ahora no funciona ningún enlace: nunca ha habido ninguno.';
      case 'unknown':
        return 'No se puede ver si ahora funciona algún enlace.';
    }
  },
  linkThen: (link, dates) => {
    switch (link.status) {
      case 'works':
        return `Entonces funcionaba un enlace, hasta el ${dates.dayTime(link.untilMs)}.`;
      case 'expired':
        return `Entonces no funcionaba ningún enlace: el último había vencido el ${dates.dayTime(link.atMs)}.`;
      case 'never':
        return 'Entonces no funcionaba ningún enlace: nunca había habido ninguno.';
      case 'unknown':
        return 'No se puede ver si entonces funcionaba algún enlace.';
    }
  },
  asOf: (at, timeZone) => `Estado al ${at}. Todas las horas son de ${timeZone}.`,
};

function notKnown(statement: string, happened: string, next: string): DeskVerdictWords {
  return {
    statement,
    happened,
    say: '«Ahora mismo no puedo ver cómo está su enlace. Lo miraré otra vez y les avisaré».',
    notToSay: NOT_KNOWN,
    next,
  };
}

function unclearAfterLink(
  { failedSends, failedOf }: VerdictParams['inconclusive'],
  linkAtMs: number,
  { dates }: DeskSpeech,
): DeskVerdictWords {
  const hasFailed = failedSends !== null && failedSends > 0;
  const whom = hasFailed
    ? `al menos ${failedOf === null ? recipients(failedSends) : `${failedSends} de ${recipients(failedOf)}`}`
    : '';
  const mail = hasFailed ? `parece que el correo falló para ${whom}` : 'no se puede ver si falló el correo';
  return {
    statement: `se creó un enlace; ${mail}`,
    happened: `Se creó un enlace el ${dates.dayTime(linkAtMs)}. ${
      hasFailed
        ? `Probablemente el correo falló para ${whom}; no se puede ver si para más.`
        : 'Ahora no se puede ver si falló su correo.'
    }`,
    say: `«Se les creó un enlace el ${dates.day(linkAtMs)}. ${hasFailed ? 'Parece que hay un problema con su correo.' : 'Todavía no puedo ver si falló su correo.'} Lo miraré otra vez y les avisaré».`,
    notToSay: { ...NOT_KNOWN, sent: hasFailed ? mail : NOT_KNOWN.sent, date: NOBODY_KNOWS_WHEN },
    next: 'Comprobar la dirección que indiquen y revisar de nuevo más tarde. Si sigue igual, pasarlo a guardia.',
  };
}

/** The last slot was missed, or is failing. */
function missed(
  speech: DeskSpeech,
  cause: string | null,
  trace: Partial<FailureParams> = {},
): DeskVerdictWords {
  const { slotAtMs, linkSinceAtMs, dates, confidence, missed: count, isFailing } = speech;
  const planned = slotAtMs === null ? '' : ` programado para el ${dates.day(slotAtMs)}`;
  const because =
    cause === null || confidence === 'none'
      ? 'No se sabe por qué.'
      : `${confidence === 'likely' ? 'Probablemente ' : count > 1 ? 'La causa la última vez: ' : 'La causa: '}${cause}${whenTraced(trace, dates)}.`;
  return {
    statement: isFailing
      ? 'aún no se ha creado el enlace, y se ve una falla'
      : 'no se creó el enlace en el envío programado',
    happened: `${missedTime(speech)}${
      linkSinceAtMs === null ? '' : ` Se creó otro el ${dates.dayTime(linkSinceAtMs)}, a mano o con retraso.`
    } ${because}`,
    say: isFailing
      ? `«Lo siento: parece que hay un problema con su enlace${planned}. ${COME_BACK}».`
      : linkSinceAtMs === null || slotAtMs === null
        ? `«Lo siento: no se creó su enlace${planned}. ${COME_BACK}».`
        : `${anotherLink(dates.day(linkSinceAtMs), dates.day(slotAtMs))} ${COME_BACK}».`,
    notToSay: linkSinceAtMs === null ? NO_LINK : OTHER_LINK,
    next: handOver(speech),
  };
}

/** Opens what to say where a link was made by hand or late: nobody is told that there was none. */
function anotherLink(madeOn: string, plannedFor: string): string {
  return `«Se les creó un enlace el ${madeOn}, pero el que estaba programado para el ${plannedFor} no se creó a tiempo.`;
}

/** A failure of an earlier planned time says less of the last one. */
function whenTraced({ belongsToD, slotAtMs }: Partial<FailureParams>, dates: DeskSpeech['dates']): string {
  return belongsToD === false && slotAtMs !== undefined
    ? `; visto el ${dates.day(slotAtMs)}, no la última vez`
    : '';
}

function missedTime({ slotAtMs, dates, missed: count, isFailing }: DeskSpeech): string {
  if (slotAtMs === null) return 'No se creó ningún enlace.';
  const before = count > 1 ? `, ni en ${count === 2 ? 'el anterior' : `los ${count - 1} anteriores`}` : '';
  return `${isFailing ? 'Aún no se ha creado' : 'No se creó'} ningún enlace en el envío programado del ${dates.dayTime(slotAtMs)}${before}.`;
}

function handOver(speech: DeskSpeech): string {
  return speech.manualSendHelps === 'probably'
    ? `${sendOne(speech)} y revisar de nuevo que se creó un enlace. Pasarlo también a guardia: un envío manual no arregla el envío programado.`
    : `Pasarlo a guardia. ${adviceOnSending(speech.manualSendHelps)}`;
}

function adviceOnSending(helps: DeskSpeech['manualSendHelps']): string {
  return helps === 'no'
    ? 'No volver a enviarlo a mano.'
    : 'Si se envía uno a mano, revisar de nuevo si se creó un enlace.';
}

/** Whoever has a link that works needs no other. */
function sendOne({ linkNow }: DeskSpeech): string {
  switch (linkNow) {
    case 'works':
      return 'Si no tienen el enlace que funciona ahora, enviar uno a mano';
    case 'unknown':
      return 'Si no tienen un enlace que funcione, enviar uno a mano';
    case 'expired':
    case 'never':
      return 'Enviar uno a mano';
  }
}

function whomMailFailed(p: VerdictParams['send-failed']): string {
  switch (shareFailed(p)) {
    case 'of-unknown':
      return recipients(p.failed);
    case 'some':
      return `${p.failed} de ${recipients(p.recipients ?? 0)}`;
    case 'the-only':
      return 'el único destinatario';
    case 'all':
      return `los ${recipients(p.recipients ?? 0)}`;
  }
}

function recipients(count: number): string {
  return plural(count, 'destinatario', 'destinatarios');
}
