interface AvatarProps {
  /** null: the bot. */
  readonly userId: string | null;
  readonly name: string;
}

const HUES = 6;

/** A picture of who speaks; the name stands beside it as text. */
export function Avatar({ userId, name }: AvatarProps) {
  if (userId === null) {
    return (
      <span className="avatar avatar-bot" aria-hidden="true">
        <svg viewBox="0 0 24 24" width="24" height="24">
          <path d="M5 13l4.5 4.5L19 7" />
        </svg>
      </span>
    );
  }
  const hue =
    Array.from(userId, (letter) => letter.codePointAt(0) ?? 0).reduce((sum, code) => sum + code, 0) % HUES;
  return (
    <span className={`avatar avatar-${hue}`} aria-hidden="true">
      {name.slice(0, 1)}
    </span>
  );
}
