import { useEffect, useState } from 'react';
import { STREAM_PATH } from './client.ts';

/**
 * Calls back whenever anything may have changed, and once the line is up again after it broke.
 *
 * @param onChange must keep its identity between renders
 * @returns whether the line is up
 */
export function useLiveChanges(onChange: () => void): boolean {
  const [isUp, setIsUp] = useState(true);
  useEffect(() => {
    const stream = new EventSource(STREAM_PATH);
    stream.addEventListener('open', () => {
      setIsUp(true);
      onChange();
    });
    stream.addEventListener('message', onChange);
    // A browser tries again by itself, and says so by "open".
    stream.addEventListener('error', () => setIsUp(false));
    return () => stream.close();
  }, [onChange]);
  return isUp;
}
