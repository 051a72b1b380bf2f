import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ClientView } from '../../stand-ins/slack/client-api.ts';
import { client } from './client.ts';
import { coalesced } from './coalesced.ts';

interface Loaded {
  readonly user: string;
  readonly view: ClientView;
}

/** What one person sees, and a way to look again. The view is null until it is known for this very person. */
export function useClientView(user: string): {
  readonly view: ClientView | null;
  readonly isReachable: boolean;
  readonly refresh: () => void;
} {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [isReachable, setIsReachable] = useState(true);
  const shownUser = useRef(user);
  useEffect(() => {
    shownUser.current = user;
  }, [user]);

  const load = useCallback(async () => {
    try {
      const view = await client.view(user);
      // What was still on its way for the person before must not take the place of what this one sees.
      if (shownUser.current !== user) return;
      setLoaded({ user, view });
      setIsReachable(true);
    } catch (error) {
      console.error(error);
      if (shownUser.current === user) setIsReachable(false);
    }
  }, [user]);
  const refresh = useMemo(() => coalesced(load), [load]);
  useEffect(refresh, [refresh]);

  return { view: loaded?.user === user ? loaded.view : null, isReachable, refresh };
}
