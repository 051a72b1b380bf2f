import type { Confidence, State } from '../../diagnosis/verdict.ts';
import type { SideCode, VerdictCode } from './findings.ts';
import { entryOf } from './spoken-findings.ts';
import type { RowWords, VerdictsTableWords } from './verdicts-table-words.ts';
import { PORTAL_LINKS_ES } from './words.es.ts';

/** "sin enlace / probable" */
const gives = (state: State, confidence: Confidence, rest = ''): string =>
  `${PORTAL_LINKS_ES.states[state]} / ${PORTAL_LINKS_ES.evidence.confidence[confidence]}${rest}`;

const OUTSIDE_WINDOW = ', o probable si la excepción no está en la ventana de D';

/** By code; where a code has several rows, by their numbers. The terms are those of `words.es.ts`. */
const ROWS: Readonly<Record<VerdictCode, RowWords | Readonly<Record<number, RowWords>>>> = {
  inconclusive: {
    0: {
      gives: gives('unknown', 'none'),
      when: 'la lectura de la base de datos no es ok, o no se conoce la cadencia o su fase, o nadie sabe cómo era la configuración en as-of',
    },
    22: {
      gives: gives('unknown', 'none'),
      when: 'cualquier otro caso; empieza con lo que prueba la base de datos',
    },
  },
  'unknown-provider-id': {
    gives: gives('unknown', 'confirmed'),
    when: 'la base de datos no conoce a ese proveedor',
  },
  'not-configured': {
    gives: gives('not-expected', 'confirmed'),
    when: 'el proveedor no tiene configuración del portal',
  },
  'links-disabled': {
    gives: gives('not-expected', 'confirmed'),
    when: 'los enlaces están desactivados',
  },
  'no-verified-recipient': {
    gives: gives('not-expected', 'confirmed'),
    when: 'ningún destinatario tiene una dirección verificada',
  },
  'below-threshold': {
    gives: gives('not-expected', 'confirmed'),
    when: 'hay menos planes de cuidado activos que el umbral',
  },
  'no-dashboard': {
    gives: gives('missing', 'confirmed'),
    when: 'los enlaces están activados y hay destinatarios verificados, pero no existe un dashboard al que enlazar',
  },
  'not-due-yet': {
    gives: gives('on-schedule', 'confirmed'),
    when: 'todavía no le ha tocado ningún envío programado, y todas las fuentes necesarias son ok (si no, fila 22)',
  },
  'provider-not-resolved': {
    gives: gives('missing', 'likely'),
    when: 'Sentry: el proceso no logró resolver al proveedor, «unknown provider for id - <id>»',
  },
  'recipients-disagree': {
    gives: gives('missing', 'confirmed', OUTSIDE_WINDOW),
    when: 'PortalEmailNoneVerified lo nombra, después de su verificación más reciente, y sin embargo tiene direcciones verificadas',
  },
  'upstream-error': {
    gives: gives('missing', 'confirmed', OUTSIDE_WINDOW),
    when: 'PortalEmailUpstreamError lo nombra',
  },
  'link-creation-failed': {
    gives: gives('missing', 'likely'),
    when: 'Loki: «Failed to make Portal links for: <su nombre>»',
  },
  'send-failed': {
    12: {
      gives: gives('missing', 'likely'),
      when: 'Loki: «Portal email send failed to <destinatario> at <dirección>» para n de sus m destinatarios',
    },
    19: {
      gives: `${PORTAL_LINKS_ES.states.partial} (n de m), ${PORTAL_LINKS_ES.states.missing} (todos) / ${PORTAL_LINKS_ES.evidence.confidence.likely}`,
      when: 'D se cumplió, y desde el enlace de D fallaron correos',
    },
  },
  'duplicate-attempt': {
    gives: gives('missing', 'confirmed', OUTSIDE_WINDOW),
    when: 'PortalEmailDuplicateAttempt lo nombra',
  },
  'sender-not-running': {
    gives: gives('missing', 'confirmed', ' por filas, probable por logs'),
    when: 'ningún proveedor de la cadencia recibió un enlace en D (les tocaba al menos a 5), o una app de envío no escribió nada en la ventana de D pero sí antes y después, o allí falta la línea que muestra una ejecución',
  },
  'phantom-send': {
    gives: gives('missing', 'confirmed'),
    when: 'la marca de envío tiene menos de una cadencia, y no hay ningún enlace o es más nueva que el enlace más reciente por más de la tolerancia: cambió y no se creó ningún enlace',
  },
  'masked-by-manual-sends': {
    gives: gives(
      'missing',
      'likely',
      ', o causa sin establecer si no se cumple lo que la fila 17 exige a las fuentes',
    ),
    when: 'un enlace fuera de lo programado, de hace menos de una cadencia, hace que el proveedor parezca al día',
  },
  'silently-skipped': {
    gives: gives('missing', 'likely'),
    when: 'Sentry y Loki son ok, alcanzan hasta D y están actualizados más allá, y las apps escribían logs en D; se inscribió antes de D; su configuración no cambió desde D; sus planes de cuidado no están cerca del umbral: y no hay rastro de ninguna falla',
  },
  'missed-cause-unknown': {
    gives: gives('missing', 'none'),
    when: 'cualquier otro caso; dice qué falta',
  },
  'link-not-sent': {
    gives: gives('missing', 'confirmed'),
    when: 'D se cumplió, pero la marca de envío es anterior al enlace de D por más de la tolerancia, que ya pasó: el enlace se creó y no se envió',
  },
  'on-schedule': {
    gives: gives(
      'on-schedule',
      'confirmed',
      '; probable si una fuente no está configurada, las apps no escribían logs, todavía no se ve el envío o una falla puede ser suya',
    ),
    when: 'D se cumplió y todas las fuentes necesarias son ok, alcanzan hasta D y están actualizadas más allá de su ventana',
  },
};

const SIDES: Readonly<Record<SideCode, string>> = {
  'peers-at-slot': 'cuántos proveedores de la cadencia recibieron un enlace en D',
  'off-schedule-sends':
    'enlaces, en el período de los envíos mostrados, que no cumplen ningún envío programado',
  batch: 'marcas de envío de varios proveedores en dos minutos, fuera de lo programado',
  unattributable: 'excepciones sin el id de un proveedor: no se le atribuyen a nadie',
  'unclear-lines':
    'líneas de falla de D, o desde el enlace de D, de varios proveedores posibles o de ninguno',
  overtaken: 'fallas superadas por un envío programado que se cumplió',
  contradiction: 'fuentes que no pueden tener razón a la vez',
  margin: 'planes de cuidado cerca del umbral',
  retention: 'envíos programados hasta los que una fuente no alcanza',
  freshness: 'hasta cuándo se sabe que ha visto cada fuente',
  'phrase-never-seen': 'una frase que ninguna línea contiene en todo el alcance: ¿todavía se escribe así?',
  namesake: 'otros proveedores con el mismo nombre',
  today: 'cómo es hoy, cuando nadie sabe cómo era en as-of',
  'state-from-kept': 'configuración, cantidades y marca de envío vienen de un diagnóstico anterior',
  'slot-pending': 'un envío programado cuya ventana sigue abierta',
};

/** The table in Spanish. */
export const VERDICTS_TABLE_ES: VerdictsTableWords = {
  title: 'Veredictos de la revisión `portal-links`',
  version: (version) =>
    `Reglas, versión ${version}. Generado a partir de \`src/checks/portal-links/rules.ts\`; no editar.`,
  introduction:
    'El envío programado más reciente que ya tocaba, D, decide el estado; logs y eventos deciden la causa. La primera fila que se cumple es el veredicto.',
  groups: {
    first: 'Lo primero que se pregunta',
    missed: 'El último envío programado no se cumplió, o está fallando',
    kept: 'El último envío programado se cumplió, o no hay ninguno',
  },
  columns: {
    row: 'fila',
    verdict: 'veredicto',
    gives: 'estado / confianza',
    when: 'cuándo',
    finding: 'hallazgo',
  },
  side: {
    title: 'También se ve',
    introduction: 'Lo que conviene saber además del veredicto. Nada de esto lo cambia nunca.',
  },
  row({ row, code }) {
    const words = entryOf(ROWS, code);
    if (isRow(words)) return words;
    const ofRow = words[row];
    if (ofRow === undefined) throw new Error(`there are no words for row ${row} of the rules`);
    return ofRow;
  },
  sideFinding: ({ code }) => entryOf(SIDES, code),
};

function isRow(words: RowWords | Readonly<Record<number, RowWords>>): words is RowWords {
  return 'when' in words;
}
