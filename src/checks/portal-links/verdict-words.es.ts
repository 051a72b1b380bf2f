import type { FailureParams, SendFailedParams, VerdictParams } from './findings.ts';
import {
  aProvider,
  cadenceSaid,
  carePlans,
  figure,
  lacksListed,
  listed,
  plural,
  shortId,
  thisProvider,
  verifiedRecipients,
} from './phrasing.es.ts';
import {
  adviceAfterLack,
  adviceWithoutCause,
  isFailure,
  restOfMissed,
  shareFailed,
  type AdviceAfterLack,
} from './verdict-choices.ts';
import type { PortalLinksWords, Speech, VerdictWords } from './words.ts';

/** The words of the verdicts in Spanish. The terms are those of `words.es.ts`. */
export const VERDICTS_ES: PortalLinksWords['verdicts'] = {
  inconclusive: (p, speech) => {
    const held = heldBesides(p.namedEvents, p.namedLines);
    switch (p.reason) {
      case 'delivery-not-ok':
        return {
          statement: 'la base de datos de envíos no dio una respuesta utilizable',
          cause: held,
          next: 'resolver el problema de la base de datos que se indica abajo y revisar de nuevo.',
        };
      case 'cadence-unknown':
        return p.cadence === null
          ? { statement: 'no tiene cadencia', cause: held, next: 'definir su cadencia en la aplicación.' }
          : {
              statement: `su cadencia «${p.cadence}» no se conoce aquí`,
              cause: held,
              next: 'agregar esa cadencia con su expresión cron en portal-links.yml, o corregirla en la aplicación.',
            };
      case 'no-phase':
        return {
          statement: `no se sabe qué semanas le tocan a su cadencia «${p.cadence}»`,
          cause: held,
          next: `en portal-links.yml, poner como anchor de «${p.cadence}» la fecha de una ejecución.`,
        };
      case 'not-known-then':
        return {
          statement: 'no se conoce su configuración en ese momento',
          cause: held,
          next: 'revisar sin la opción as-of, o en un momento posterior a un diagnóstico guardado.',
        };
      case 'sources':
        return p.linkAtMs === null
          ? beforeAnySlot(p, held, speech)
          : afterTheLink(p, p.linkAtMs, held, speech);
    }
  },
  'unknown-provider-id': (p, { dates }) => ({
    statement: 'ningún proveedor tiene este id',
    cause:
      p.newestEventAtMs === null
        ? null
        : `el proceso de envío tampoco lo conoce: el issue ${p.issueId} de Sentry lo nombra en ${plural(p.events, 'evento', 'eventos')}, el último el ${dates.dayTime(p.newestEventAtMs)}.`,
    next:
      p.nearMisses.length === 0
        ? 'copiar el id otra vez desde la página del proveedor.'
        : `copiar el id otra vez; casi iguales: ${p.nearMisses.join(' · ')}.`,
  }),
  'not-configured': () => ({
    statement: 'no tiene configuración del portal',
    cause: null,
    next: 'si debe recibir enlaces, configurar su portal en la aplicación.',
  }),
  'links-disabled': (p, { dates }) => ({
    statement: 'los enlaces están desactivados',
    cause:
      p.changedAtMs === null
        ? null
        : `su configuración cambió por última vez el ${dates.dayTime(p.changedAtMs)}.`,
    next: 'si debe recibir enlaces, activarlos en su configuración del portal.',
  }),
  'no-verified-recipient': (p, { dates }) => ({
    statement: 'ningún destinatario tiene una dirección verificada',
    cause:
      p.eventAtMs === null
        ? `${unverified(p.unverified)}.`
        : `comprobado dos veces: el proceso de correo también lo dijo, el ${dates.dayTime(p.eventAtMs)} (issue ${p.issueId} de Sentry); ${unverified(p.unverified)}.`,
    next: 'pedir a un destinatario que verifique una dirección; eso por sí solo crea un enlace.',
  }),
  'below-threshold': (p) => ({
    statement: `${carePlans(p.activeCarePlans)}; hacen falta ${figure(p.threshold)}`,
    cause: null,
    next: 'los correos empiezan cuando se alcance el umbral o se reduzca.',
  }),
  'no-dashboard': (p) => ({
    statement: 'no hay un dashboard al que enlazar',
    cause: `los enlaces están activados y hay ${verifiedRecipients(p.recipients)}, pero no existe ningún dashboard.`,
    next: 'crear su dashboard; antes de eso un envío manual no ayuda.',
  }),
  'not-due-yet': (p, { dates }) => ({
    statement: firstSlot(p.firstDueAtMs, dates),
    cause: null,
    next: p.isWindowOpen
      ? 'esperar a que se cierre la ventana del envío y revisar de nuevo.'
      : p.firstDueAtMs === null
        ? 'ya no hay ninguna ejecución prevista: ¿sigue siendo correcta su cadencia?'
        : 'nada antes de ese envío.',
  }),
  'provider-not-resolved': (p, speech) => ({
    statement: made(speech),
    cause: `el proceso de envío no logra resolverlo. ${sentryTrace(p, speech, '«unknown provider for id»')}`,
    next: `${readEvent(p)} y después ver cómo el proceso resuelve ${aProvider(speech.kind)}.`,
  }),
  'recipients-disagree': (p, speech) => ({
    statement: 'el proceso no vio ninguna dirección verificada, pero la base de datos sí tiene',
    cause: `el proceso y la base de datos no coinciden: en esta hay ${verifiedRecipients(p.recipients)}. ${sentryTrace(p, speech, 'sin dirección verificada')}`,
    next: `${readEvent(p)} y después comparar los destinatarios que carga el proceso con los verificados.`,
  }),
  'upstream-error': (p, speech) => ({
    statement: 'el proceso de correo falló por un error de un servicio externo',
    cause: `falló un servicio externo. ${sentryTrace(p, speech, 'error de un servicio externo')}`,
    next: `${readEvent(p)}; si ese servicio ya funciona, un envío manual cubre hasta el próximo envío programado.${watchNext(speech)}`,
  }),
  'link-creation-failed': (p, speech) => ({
    statement: 'falló la creación del enlace',
    cause: `el proceso no pudo crear el enlace. Loki, ${p.app}, ${speech.dates.dayTime(p.atMs)}, ${afterSlot(p, speech)}, identificado por su nombre. ${explains(p, speech)}`,
    next: `leer el log de ${p.app} alrededor de las ${speech.dates.time(p.atMs)} y después ejecutar el paso del enlace${forDashboard(speech.dashboardId)}.`,
  }),
  'send-failed': (p, speech) => {
    const who = whomItFailedFor(p);
    const explanation = isFailure(p) ? ` ${explains(p, speech)}` : '';
    return {
      statement: `falló el correo para ${who}`,
      cause: `Loki, ${p.app}, por última vez el ${speech.dates.dayTime(p.newestAtMs)}: falló el correo para ${who}.${explanation}`,
      next: `revisar las direcciones que fallan (ver Evidencia) y la respuesta del servicio de correo en el log de ${p.app}.`,
    };
  },
  'duplicate-attempt': (p, speech) => ({
    statement: 'el proceso tomó el envío por un duplicado',
    cause: `el proceso creyó que ya había enviado. ${sentryTrace(p, speech, 'intento duplicado')}`,
    next: `${readEvent(p)}: ¿qué intento anterior vio?`,
  }),
  'sender-not-running': (p, speech) => {
    const slot = speech.dates.dayTime(p.slotAtMs);
    switch (p.by) {
      case 'rows':
        return {
          statement: 'nadie de esa cadencia recibió un enlace',
          cause: `ninguno de los ${figure(p.due)} proveedores a los que les tocaba recibió un enlace en la ventana del ${slot}: el proceso no se ejecutó, se ejecutó tarde o falló para todos.`,
          next: 'ver el planificador y la cola a esa hora. No es culpa de este proveedor.',
        };
      case 'apps':
        return {
          statement: 'parece que el proceso de envío no se ejecutó',
          cause: `no hay logs de ${listed(p.apps)} en la ventana del ${slot}, pero sí antes y después.`,
          next: `ver qué pasó con ${listed(p.apps)} a esa hora, con el planificador y con la cola.`,
        };
      case 'run-phrase':
        return {
          statement: 'parece que el proceso de envío no se ejecutó',
          cause: `la línea que muestra una ejecución falta en la ventana del ${slot}, pero está en otros envíos.`,
          next: 'ver el planificador y la cola a esa hora.',
        };
    }
  },
  'phantom-send': (p, { dates }) => ({
    statement: 'la marca de envío cambió y no se creó ningún enlace',
    cause: p.isStampOnSchedule
      ? `la ejecución, o un envío manual a esa misma hora, cambió la marca, el ${dates.dayTime(p.stampAtMs)}, y no creó ningún enlace.`
      : `un envío manual (botón, verificación o solicitud tras el vencimiento; la fila no dice cuál), el ${dates.dayTime(p.stampAtMs)}, que no creó ningún enlace.`,
    next: `ejecutar el paso del enlace${forDashboard(p.dashboardId)} y leer su error. Enviar de nuevo no ayuda.`,
  }),
  'masked-by-manual-sends': (p, speech) => ({
    statement: `${made(speech)}; un envío manual o una ejecución tardía lo oculta`,
    cause: `el envío del ${speech.dates.dayTime(p.linkAtMs)} fue fuera de lo programado y hace que parezca al día. ${
      p.lacking.length === 0
        ? 'Sentry y Loki no tienen rastro de ninguna falla.'
        : `La causa de fondo no se conoce: ${lacksListed(p.lacking)}.`
    }`,
    next: `averiguar por qué la ejecución lo omite; otro envío manual solo lo vuelve a ocultar.${watchNext(speech)}`,
  }),
  'silently-skipped': (_, speech) => ({
    statement: `${made(speech)} y no dejó rastro`,
    cause:
      'la ejecución lo omitió en silencio: no hay rastro en Sentry ni en Loki, aunque ambos estaban completos y activos en ese envío.',
    next: `ejecutar a mano la selección del proceso para ${thisProvider(speech.kind)} y ver por qué condición queda fuera.${watchNext(speech)}`,
  }),
  'missed-cause-unknown': (p, speech) => ({
    statement: `${made(speech)}, causa desconocida`,
    cause: `no se le atribuye ninguna falla, pero eso no prueba nada: ${lacksListed(p.lacking)}.`,
    next: nextWithoutCause(p, speech),
  }),
  'link-not-sent': (p, { dates }) => ({
    statement: 'el enlace se creó y no se envió',
    cause:
      p.stampAtMs === null
        ? `enlace creado el ${dates.dayTime(p.linkAtMs)}; nunca se envió nada.`
        : `enlace creado el ${dates.dayTime(p.linkAtMs)}; último envío el ${dates.dayTime(p.stampAtMs)}, antes del enlace.`,
    next: 'ver el paso que sigue al enlace: el correo ni se intentó. Un envío manual debería ayudar.',
  }),
  'on-schedule': (p, speech) => {
    const sentences = [
      p.missedBefore > 0
        ? `${plural(p.missedBefore, 'envío programado', 'envíos programados')} justo antes del último no se ${p.missedBefore === 1 ? 'cumplió' : 'cumplieron'}.`
        : '',
      p.lacking.length > 0 ? `No se puede descartar un correo fallido: ${lacksListed(p.lacking)}.` : '',
      p.isStampKnown ? '' : 'No se sabe si en ese momento ya se había enviado.',
      p.isStampKnown && !p.isSent ? 'Todavía no se ve el envío.' : '',
    ].filter((sentence) => sentence !== '');
    return {
      statement: p.missedBefore > 0 ? 'se recuperó' : 'el último enlace se creó en su envío programado',
      cause: sentences.length === 0 ? null : sentences.join(' '),
      next: `nada.${watchNext(speech)}`,
    };
  },
};

type Inconclusive = VerdictParams['inconclusive'];

function beforeAnySlot(p: Inconclusive, held: string | null, { dates }: Speech): VerdictWords {
  return {
    statement: `${firstSlot(p.firstDueAtMs, dates)}; no se sabe si algo falló`,
    cause: p.lacking.length === 0 ? held : `${lacksListed(p.lacking)}.`,
    next: NEXT_AFTER_LACK[adviceAfterLack(p.lacking)],
  };
}

/** Opens with what the database proves (design §3, row 22). */
function afterTheLink(
  p: Inconclusive,
  linkAtMs: number,
  held: string | null,
  { dates }: Speech,
): VerdictWords {
  const link = `enlace creado el ${dates.dayTime(linkAtMs)}`;
  const because =
    p.lacking.length === 0 ? 'hay un envío abierto y una fuente incompleta' : lacksListed(p.lacking);
  const next = NEXT_AFTER_LACK[adviceAfterLack(p.lacking)];
  if (p.failedSends !== null && p.failedSends > 0) {
    const who =
      p.failedOf === null
        ? recipients(p.failedSends)
        : `${figure(p.failedSends)} de ${recipients(p.failedOf)}`;
    return {
      statement: `${link}; el correo falló para al menos ${who}`,
      cause: `no se sabe para cuántos más falló: ${because}.`,
      next,
    };
  }
  return {
    statement: `${link}; no se sabe si el correo falló`,
    cause: `no se puede descartar que el correo haya fallado: ${because}.${held === null ? '' : ` ${held}`}`,
    next,
  };
}

/** What Sentry and Loki hold where the database alone decides; null where they hold nothing that can be told. */
function heldBesides(events: number | null, lines: number | null): string | null {
  const parts = [
    ...(events === null || events === 0 ? [] : [`Sentry tiene ${plural(events, 'evento', 'eventos')}`]),
    ...(lines === null || lines === 0
      ? []
      : [`Loki tiene ${plural(lines, 'línea de falla', 'líneas de falla')}`]),
  ];
  return parts.length === 0 ? null : `Aun así, ${listed(parts)} sobre este proveedor; ver Evidencia.`;
}

const NEXT_AFTER_LACK: Readonly<Record<AdviceAfterLack, string>> = {
  'check-without-window': 'revisar de nuevo sin la opción window.',
  'check-when-answering': 'revisar de nuevo cuando responda la fuente que se indica abajo.',
  'judge-next': 'ese envío ya está fuera de alcance; evaluar el próximo.',
  'check-later': 'revisar de nuevo más tarde, cuando las fuentes hayan visto más.',
};

function nextWithoutCause(
  { lacking, slotAtMs }: VerdictParams['missed-cause-unknown'],
  speech: Speech,
): string {
  switch (adviceWithoutCause(lacking)) {
    case 'judge-next':
      return `puede que no le tocara, o que la falla no sea suya; evaluar con el próximo envío.${watchNext(speech)}`;
    case 'check-without-window':
      return NEXT_AFTER_LACK['check-without-window'];
    case 'mend':
      return `completar lo que falta y revisar de nuevo, o leer a mano el log del proceso del ${speech.dates.dayTime(slotAtMs)}.`;
  }
}

function firstSlot(atMs: number | null, dates: Speech['dates']): string {
  return atMs === null
    ? 'todavía no le ha tocado ningún envío programado'
    : `su primer envío programado es el ${dates.dayTime(atMs)}`;
}

function recipients(count: number): string {
  return plural(count, 'destinatario', 'destinatarios');
}

function unverified(count: number): string {
  return count === 0
    ? 'no tiene destinatarios'
    : plural(count, 'destinatario sin verificar', 'destinatarios sin verificar');
}

function whomItFailedFor(sends: SendFailedParams): string {
  switch (shareFailed(sends)) {
    case 'of-unknown':
      return recipients(sends.failed);
    case 'some':
      return `${figure(sends.failed)} de ${recipients(sends.recipients ?? 0)}`;
    case 'the-only':
      return 'su único destinatario';
    case 'all':
      return `todos los destinatarios (${figure(sends.recipients ?? 0)})`;
  }
}

function forDashboard(dashboardId: string | null): string {
  return dashboardId === null ? '' : ` para el dashboard ${shortId(dashboardId)}`;
}

function made({ cadence }: Speech): string {
  return `la ejecución ${cadenceSaid(cadence)} no creó ningún enlace`;
}

function watchNext({ nextSlotAtMs, dates }: Speech): string {
  return nextSlotAtMs === null ? '' : ` El próximo envío programado es el ${dates.dayTime(nextSlotAtMs)}.`;
}

function afterSlot({ atMs, slotAtMs }: FailureParams, { dates }: Speech): string {
  return atMs >= slotAtMs
    ? `${dates.span(slotAtMs, atMs)} después del envío programado`
    : `${dates.span(atMs, slotAtMs)} antes del envío programado`;
}

function explains(failure: FailureParams, { dates }: Speech): string {
  const { missed, explained, belongsToD, slotAtMs } = failure;
  const which = belongsToD ? '' : ` (el del ${dates.day(slotAtMs)}, no el último)`;
  return `Explica ${figure(explained)} de ${plural(missed, 'envío incumplido', 'envíos incumplidos')}${which}${ofTheRest(failure)}.`;
}

function ofTheRest(failure: FailureParams): string {
  const isOne = failure.missed - failure.explained === 1;
  const traceless = failure.traceless ?? 0;
  switch (restOfMissed(failure)) {
    case 'no-rest':
      return '';
    case 'not-known':
      return isOne ? '; del otro no se conoce rastro' : '; de los demás no se conoce rastro';
    case 'all-traceless':
      return `; ${figure(traceless)} no ${traceless === 1 ? 'dejó' : 'dejaron'} rastro`;
    case 'all-traced':
      return isOne ? '; el otro dejó otro rastro' : '; los demás dejaron otros rastros';
    case 'some-traceless':
      return `; ${figure(traceless)} de los demás no ${traceless === 1 ? 'dejó' : 'dejaron'} rastro`;
  }
}

function sentryTrace(params: FailureParams, speech: Speech, what: string): string {
  const at = `${speech.dates.dayTime(params.atMs)}, ${afterSlot(params, speech)}`;
  return `Issue ${params.issueId} de Sentry, ${at}: ${what}. ${explains(params, speech)}`;
}

function readEvent({ eventId }: FailureParams): string {
  return eventId === null ? 'leer el issue' : `leer el evento ${shortId(eventId)}`;
}
