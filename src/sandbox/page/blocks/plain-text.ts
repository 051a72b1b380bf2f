/** Slack's markup as bare text, for names that screen readers say. */
export function plainText(markup: string): string {
  return markup
    .replace(/<[^>|]*\|([^>]*)>/g, '$1')
    .replace(/[*~`]|(?<!\w)_|_(?!\w)/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}
