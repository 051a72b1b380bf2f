import { useCallback, useEffect, useMemo, useState } from 'react';
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

  const load = useCallback(async () => {
    try {
      const view = await client.view(user);
      setLoaded({ user, view });
      setIsReachable(true);
    } catch (error) {
      console.error(error);
      setIsReachable(false);
    }
  }, [user]);
  const refresh = useMemo(() => coalesced(load), [load]);
  useEffect(refresh, [refresh]);

  return { view: loaded?.user === user ? loaded.view : null, isReachable, refresh };
}
