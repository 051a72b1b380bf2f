import { useCallback, useMemo, useState } from 'react';
import type { UpstreamState } from '../../stand-ins/slack/client-api.ts';
import { client } from './client.ts';
import { coalesced } from './coalesced.ts';

/** The state of what the bot asks, a way to look again, and a way to change it. Empty until it is known. */
export function useUpstreams(): {
  readonly upstreams: readonly UpstreamState[];
  readonly refresh: () => void;
  readonly change: (state: Pick<UpstreamState, 'id' | 'mode'>) => Promise<void>;
} {
  const [upstreams, setUpstreams] = useState<readonly UpstreamState[]>([]);
  const refresh = useMemo(
    () =>
      coalesced(async () => {
        try {
          setUpstreams(await client.upstreams());
        } catch (error) {
          console.error(error);
        }
      }),
    [],
  );
  const change = useCallback(async (state: Pick<UpstreamState, 'id' | 'mode'>) => {
    setUpstreams(await client.setUpstream(state));
  }, []);
  return { upstreams, refresh, change };
}
