import { recipientKeyOf } from './line-attribution.ts';

interface Recipient {
  readonly name: string;
  readonly address: string;
}

/** Hides who an address belongs to: `alder@duke.example` becomes `a•••@duke.example`. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  if (at <= 0) return '•••';
  return `${firstCharacterOf(address)}•••${address.slice(at)}`;
}

/** Gives each recipient of a provider a mask; where two would look alike, a number tells them apart. */
export function maskerOf(recipients: readonly Recipient[]): (recipientKey: string | null) => string | null {
  const masks = new Map<string, string>();
  const used = new Map<string, number>();
  for (const recipient of recipients) {
    if (masks.has(recipientKeyOf(recipient))) continue;
    const masked = maskAddress(recipient.address);
    const before = used.get(masked) ?? 0;
    used.set(masked, before + 1);
    masks.set(recipientKeyOf(recipient), before === 0 ? masked : `${masked} (${before + 1})`);
  }
  return (recipientKey) => (recipientKey === null ? null : (masks.get(recipientKey) ?? null));
}

/** The first character as people see it: half an emoji would be no character at all. */
function firstCharacterOf(text: string): string {
  const [first] = new Intl.Segmenter().segment(text);
  return first?.segment ?? '';
}
