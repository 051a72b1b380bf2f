import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readConfig } from '../../src/config.ts';
import { environmentSchema } from '../../src/environment-schema.ts';

const ROOT = new URL('../../', import.meta.url);

const compose = z.strictObject({
  name: z.string(),
  services: z.strictObject({
    bot: z.strictObject({
      build: z.literal('.'),
      restart: z.literal('unless-stopped'),
      stop_grace_period: z.string().regex(/^\d+s$/),
      env_file: z.literal('.env'),
      environment: z.record(z.string(), z.string()),
      ports: z.array(z.string()),
      depends_on: z.strictObject({ database: z.strictObject({ condition: z.literal('service_healthy') }) }),
      read_only: z.literal(true),
      cap_drop: z.tuple([z.literal('ALL')]),
      security_opt: z.array(z.string()),
    }),
    database: z.strictObject({
      image: z.string(),
      restart: z.literal('unless-stopped'),
      environment: z.record(z.string(), z.string()),
      volumes: z.array(z.string()),
      healthcheck: z.strictObject({
        test: z.array(z.string()),
        interval: z.string(),
        timeout: z.string(),
        retries: z.int(),
        start_period: z.string(),
      }),
    }),
  }),
  volumes: z.record(z.string(), z.null()),
});

const read = async () => compose.parse(parse(await readFile(new URL('compose.yaml', ROOT), 'utf8')));

describe('compose.yaml', () => {
  it('gives the bot settings that there are, and that its own database understands', async () => {
    const { bot, database } = (await read()).services;
    expect(Object.keys(bot.environment).filter((name) => !(name in environmentSchema.shape))).toEqual([]);
    const filledIn = Object.entries(bot.environment).map(([name, value]) => [
      name,
      value.replaceAll(/\$\{STORE_PASSWORD\b[^}]*\}/g, 'letters4711'),
    ]);
    const { store } = readConfig(
      { ...Object.fromEntries(filledIn), DELIVERY_DATABASE_URL: 'postgres://reader:r@replica/app' },
      'terminal',
    );
    const { username, password, hostname, port, pathname } = new URL(store.url);
    expect({ username, password, hostname, port, pathname }).toEqual({
      username: database.environment['POSTGRES_USER'],
      password: 'letters4711',
      hostname: 'database',
      port: '5432',
      pathname: `/${database.environment['POSTGRES_DB']}`,
    });
    expect(database.environment['POSTGRES_PASSWORD']).toMatch(/^\$\{STORE_PASSWORD:\?/);
  });

  it('keeps the data of PostgreSQL 18 where that keeps it, on a volume that is declared', async () => {
    const { services, volumes } = await read();
    expect(services.database.image).toBe('postgres:18');
    expect(services.database.volumes).toEqual(['store:/var/lib/postgresql']);
    expect(Object.keys(volumes)).toEqual(['store']);
  });

  it('shows the bot to this machine only, and gives it time to finish', async () => {
    const { bot } = (await read()).services;
    expect(bot.ports).toEqual([`127.0.0.1:3000:${bot.environment['PORT']}`]);
    expect(Number.parseInt(bot.stop_grace_period, 10)).toBeGreaterThan(15);
  });
});
