import type { Lack } from './view.ts';

/** Latin American Spanish: figures have the same separators as in the logs and in English ("2,700", "770.6"). */
const LOCALE = 'es-419';

/** "1 evento", "2,700 eventos" */
export const plural = (count: number, one: string, many: string): string =>
  `${figure(count)} ${count === 1 ? one : many}`;

export const figure = (value: number): string => value.toLocaleString(LOCALE);

export const shortId = (id: string): string => id.slice(0, 8);

/** "a, b y c" */
export function listed(items: readonly string[]): string {
  return new Intl.ListFormat(LOCALE, { type: 'conjunction' }).format(items);
}

/** What is said of a value that nobody knows. */
const NOT_KNOWN = ': sin dato';

/** "enlaces activados" */
export function linksSwitched(isOn: boolean | null): string {
  if (isOn === null) return `enlaces${NOT_KNOWN}`;
  return isOn ? 'enlaces activados' : 'enlaces desactivados';
}

/** "57 planes de cuidado activos" */
export function carePlans(count: number | null): string {
  return count === null
    ? `planes de cuidado activos${NOT_KNOWN}`
    : plural(count, 'plan de cuidado activo', 'planes de cuidado activos');
}

/** "3 destinatarios verificados" */
export const verifiedRecipients = (count: number): string =>
  plural(count, 'destinatario verificado', 'destinatarios verificados');

/** In the feminine, as "cadencia" and "ejecución" are. */
const CADENCES: ReadonlyMap<string, string> = new Map([
  ['daily', 'diaria'],
  ['weekly', 'semanal'],
  ['biweekly', 'quincenal'],
  ['monthly', 'mensual'],
]);

/** "semanal"; a value that is not known here as the application writes it, in quotes. */
export function cadenceSaid(value: string): string {
  return CADENCES.get(value.toLowerCase()) ?? `«${value}»`;
}

/** A kind of provider with the articles of its gender. */
interface KindWords {
  readonly name: string;
  readonly indefinite: string;
  readonly demonstrative: string;
}

const KINDS: ReadonlyMap<string, KindWords> = new Map([
  ['clinic', { name: 'clínica', indefinite: 'una clínica', demonstrative: 'esta clínica' }],
  ['practice', { name: 'consultorio', indefinite: 'un consultorio', demonstrative: 'este consultorio' }],
]);

/** "clínica"; a kind that is not known here as the application writes it, in lower case. */
export function kindSaid(kind: string): string {
  return kindWords(kind).name;
}

/** "una clínica"; null: the kind is not known. */
export function aProvider(kind: string | null): string {
  return kind === null ? 'un proveedor' : kindWords(kind).indefinite;
}

/** "esta clínica"; null: the kind is not known. */
export function thisProvider(kind: string | null): string {
  return kind === null ? 'este proveedor' : kindWords(kind).demonstrative;
}

function kindWords(kind: string): KindWords {
  const name = kind.toLowerCase();
  const unknown = {
    name,
    indefinite: `un proveedor de tipo «${name}»`,
    demonstrative: `este proveedor de tipo «${name}»`,
  };
  return KINDS.get(name) ?? unknown;
}

/** Why the silence of the sources proves nothing, each as a clause. */
export const LACKS_ES: Readonly<Record<Lack, string>> = {
  'sentry-not-configured': 'Sentry no está configurado',
  'sentry-not-ok': 'la respuesta de Sentry no está completa',
  'sentry-reach': 'Sentry no alcanza hasta ese envío',
  'sentry-stale': 'el evento más reciente de Sentry es anterior al cierre de la ventana de ese envío',
  'loki-not-configured': 'Loki no está configurado',
  'loki-not-ok': 'la respuesta de Loki no está completa',
  'loki-reach': 'Loki no alcanza hasta ese envío',
  'loki-stale': 'la línea más reciente de Loki es anterior al cierre de la ventana de ese envío',
  'apps-not-logging': 'una app no escribió ningún log en ese envío',
  'logging-not-counted': 'no se pudo contar si las apps escribían logs en ese envío',
  'window-too-short': 'la ventana pedida no alcanza hasta ese envío',
  'enrolment-unknown': 'la base de datos no dice cuándo se inscribió',
  'enrolled-at-slot': 'se inscribió alrededor de ese envío',
  'settings-changed': 'su configuración cambió después de ese envío',
  'settings-change-unknown': 'la base de datos no dice cuándo cambió su configuración',
  'near-threshold': 'sus planes de cuidado están tan cerca del umbral que entonces pudieron ser muy pocos',
  'below-threshold-at-slot': 'en ese envío tenía menos planes de cuidado de los necesarios',
  'verified-since-slot': 'un destinatario se verificó solo después de ese envío',
  'shared-failure': 'una línea de falla puede ser suya, pero también de otros',
  'failure-since-link': 'una excepción lo nombra después del enlace',
};

export const lacksListed = (lacks: readonly Lack[]): string => listed(lacks.map((lack) => LACKS_ES[lack]));
