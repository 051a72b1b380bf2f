import type { SettingName } from './environment-schema.ts';

/** What each setting is for, in Spanish; in English it stands in the schema. Said of a setting that is missing. */
export const SETTING_DESCRIPTIONS_ES: Readonly<Record<SettingName, string>> = {
  SLACK_BOT_TOKEN: 'Token del bot, de «OAuth & Permissions». El bot lo necesita; la terminal no.',
  SLACK_SIGNING_SECRET:
    'Secreto de firma, de «Basic Information». Se necesita si no está definido SLACK_APP_TOKEN.',
  SLACK_APP_TOKEN:
    'Token de nivel de app con connections:write. Definido: Socket Mode, sin dirección pública. Sin definir: HTTP en PORT.',
  SLACK_API_URL: 'Dónde está la Web API de Slack. Solo para pruebas y el sandbox.',

  SLACK_ALLOWED_CHANNELS:
    'Canales en los que todos ven la respuesta y que se pueden suscribir a resúmenes. En los demás solo la ve quien preguntó, con un botón para compartirla. Sin definir: en ninguno.',
  SLACK_ENGINEER_GROUPS:
    'Grupos de usuarios cuyos miembros ven fuentes y evidencia. Si ninguna de estas cuatro listas está definida, las ve todo el espacio de trabajo.',
  SLACK_ENGINEER_USERS:
    'Lo mismo por identificador de usuario: para espacios de trabajo sin grupos de usuarios, que solo existen en los planes de pago.',
  SLACK_HELP_DESK_GROUPS:
    'Grupos de usuarios cuyos miembros reciben palabras sencillas, solo para ellos: qué decir a la persona afectada.',
  SLACK_HELP_DESK_USERS: 'Lo mismo por identificador de usuario.',
  SLACK_GUESTS:
    'Si las personas invitadas al espacio de trabajo pueden usar el bot, donde las listas anteriores lo permiten.',
  CHECKS_PER_USER_PER_MINUTE: 'Cuántos proveedores puede hacer revisar una persona en un minuto.',
  ON_CALL_CHANNEL:
    'Dónde publica «Pasar a guardia». El bot debe ser miembro. Sin definir: la mesa de ayuda no tiene ese botón.',
  PROVIDER_URL:
    'La página de un proveedor en la administración de la aplicación. Sin definir: la mesa de ayuda no tiene «Abrir en administración».',

  DELIVERY_DATABASE_URL:
    'La base de datos de la aplicación o, mejor, una réplica, con un rol que solo lee. Obligatorio.',
  DELIVERY_DATABASE_TLS:
    'verify: cifrado, con certificado comprobado (también con CA_FILE). no-verify: solo cifrado. disable: para una base de datos en esta máquina.',
  DELIVERY_SQL_FILE:
    'Consultas propias en lugar de src/checks/portal-links/delivery.sql; ver docs/adapting.md.',
  DELIVERY_STATEMENT_TIMEOUT_MS: 'Pasado este tiempo, la base de datos cancela una consulta.',
  DELIVERY_MAX_REPLICA_LAG_MS:
    'Una réplica con más atraso que este no está al día: con sus filas no se da ningún veredicto.',

  DATABASE_URL:
    'Una base de datos propia del bot, donde se conservan los diagnósticos y la auditoría. Obligatorio.',
  DATABASE_TLS: 'Como DELIVERY_DATABASE_TLS.',
  MIGRATE_AT_START: 'Si el arranque prepara la base de datos. false: ejecutar antes «portal-check migrate».',
  KEEP_DIAGNOSES_DAYS: 'Los diagnósticos, observaciones y resúmenes más antiguos se purgan cada día.',
  KEEP_AUDIT_DAYS: 'Las filas de auditoría más antiguas se purgan cada día.',

  SENTRY_URL: 'El servidor de Sentry. Sin definir: se indica que Sentry está sin configurar.',
  SENTRY_TOKEN: 'Token de una integración interna con event:read y org:read.',
  SENTRY_ORGANIZATION: 'El slug de la organización.',
  SENTRY_PROJECT_ID: 'El identificador numérico del proyecto de la aplicación.',
  SENTRY_ENVIRONMENT: 'Solo cuentan los eventos de este entorno. Sin definir: todos.',
  SENTRY_RETENTION_DAYS:
    'Cuánto conserva los eventos ese servidor (su SENTRY_EVENT_RETENTION_DAYS). Lo más antiguo queda fuera de alcance, y su ausencia no prueba nada.',

  LOKI_URL:
    'La dirección del propio Loki. Sin definir, y sin GRAFANA_LOKI_UID: se indica que Loki está sin configurar.',
  LOKI_TENANT: 'X-Scope-OrgID, donde Loki tiene tenants.',
  LOKI_TOKEN: 'Token bearer para LOKI_URL.',
  LOKI_USERNAME: 'Usuario de la autenticación básica para LOKI_URL.',
  LOKI_PASSWORD: 'Contraseña de la autenticación básica para LOKI_URL.',
  GRAFANA_URL: 'Grafana: para enlaces a Explore y, sin LOKI_URL, como camino hacia Loki.',
  GRAFANA_LOKI_UID: 'El uid de la fuente de datos de Loki en Grafana.',
  GRAFANA_TOKEN:
    'Token de una cuenta de servicio con permiso para consultar esa fuente de datos. Se necesita sin LOKI_URL.',
  GRAFANA_ORG_ID: 'La organización en Grafana, para los enlaces.',

  BOT_LANGUAGE:
    'El idioma del bot, en o es: en los canales, en la terminal y para quien no ha elegido ninguno en App Home.',
  PORTAL_LINKS_FILE:
    'Qué se busca, en lugar de src/checks/portal-links/portal-links.yml; ver docs/adapting.md.',
  FIRST_ANSWER_MS: 'La respuesta llega a más tardar pasado este tiempo; se indica qué fuente se retrasa.',
  LATE_ANSWER_MS: 'Hasta entonces una fuente tardía puede corregir la respuesta.',
  CHECKING_AFTER_MS: 'Pasado este tiempo, un mensaje de revisión en curso muestra lo que ya respondió.',

  INCIDENT_CHANNEL_ID:
    'El canal que se propone para los incidentes nuevos, uno de SLACK_ALLOWED_CHANNELS. El bot debe ser miembro. Sin definir: el canal donde alguien abre uno.',
  INCIDENT_TIME_ZONE:
    'La zona horaria de los incidentes que no nombran a nadie, o cuya revisión no tiene un calendario propio. Sin ella: la de las ejecuciones previstas.',

  PORT: 'Puerto de /slack/events (modo HTTP) y de /healthz, /readyz y /metrics (ambos modos).',
  SERVE_METRICS:
    'Si /metrics muestra cifras para Prometheus. No contienen ningún secreto ni identificador; desde fuera solo debe poder accederse a /slack/events.',
  HEARTBEAT_URL:
    'Se llama (GET) después de cada resumen completo, para que un vigilante note si faltan. Puede llevar un secreto: nunca aparece en el log.',
  LOG_LEVEL: 'El log es JSON, una línea por evento.',
  CA_FILE:
    'Archivo PEM con una autoridad privada, en la que confía, además de en las públicas, todo lo que habla con otros servidores.',
  HTTPS_PROXY: 'Proxy para HTTP y HTTPS; a las bases de datos se llega directamente.',
  NO_PROXY: 'Hosts a los que se llega sin el proxy, separados por comas.',
  BOT_SENTRY_DSN:
    'A dónde van los errores del propio bot. Debe ser otro proyecto que aquel en el que se busca.',
  BOT_SENTRY_TRACES_RATE: 'Proporción de las trazas del propio bot que se envía.',
  CLOCK_STARTS_AT: 'Solo para ensayos: el reloj del bot empieza aquí y no ahora. Lo dicen el log y doctor.',
};
