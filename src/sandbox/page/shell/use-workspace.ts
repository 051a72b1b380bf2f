import { useEffect, useMemo, useState } from 'react';
import type { Workspace } from '../../stand-ins/slack/client-api.ts';
import { client } from '../api/client.ts';
import { coalesced } from '../api/coalesced.ts';

const RETRY_MS = 2_000;

/** The workspace as all know it, and a way to look again: its clock moves. Asked for until it is there. */
export function useWorkspace(): {
  readonly workspace: Workspace | null;
  readonly isReachable: boolean;
  readonly refresh: () => void;
} {
  const [workspace, setWorkspace] = useState<Workspace | null>(null);
  const [failures, setFailures] = useState(0);
  useEffect(() => {
    if (workspace !== null) return;
    const timer = setTimeout(
      () => {
        client.workspace().then(setWorkspace, (error: unknown) => {
          console.error(error);
          setFailures((count) => count + 1);
        });
      },
      failures === 0 ? 0 : RETRY_MS,
    );
    return () => clearTimeout(timer);
  }, [workspace, failures]);
  const refresh = useMemo(
    () =>
      coalesced(async () => {
        try {
          setWorkspace(await client.workspace());
        } catch (error) {
          console.error(error);
        }
      }),
    [],
  );
  return { workspace, isReachable: failures === 0, refresh };
}
