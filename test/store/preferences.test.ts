import { describe, expect, it } from 'vitest';
import { keptStore } from './kept-store.ts';
import { NOW_MS } from './kept.ts';

describe('the language that somebody chose', () => {
  const own = keptStore();

  it('is theirs alone, and the last one counts', async () => {
    const { preferences } = own.store;
    expect(await preferences.languageOf('U1')).toBeNull();
    await preferences.setLanguage('U1', 'es', NOW_MS);
    await preferences.setLanguage('U2', 'es', NOW_MS);
    await preferences.setLanguage('U2', 'en', NOW_MS + 1);
    expect(await preferences.languageOf('U1')).toBe('es');
    expect(await preferences.languageOf('U2')).toBe('en');
    expect(await preferences.languageOf('U3')).toBeNull();
  });

  it('is none where this version does not speak it: the bot still answers', async () => {
    await own.store.preferences.setLanguage('U1', 'es', NOW_MS);
    await own.database.run(`update preferences set locale = 'tlh'`);
    expect(await own.store.preferences.languageOf('U1')).toBeNull();
  });
});
