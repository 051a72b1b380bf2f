/**
 * A page that stands where the sandbox has nothing to show.
 * @param title plain text
 * @param sentence HTML of our own
 */
export function placeholderPage(title: string, sentence: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>${title}</title>
    <style>
      :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
      body { max-width: 40rem; margin: 3rem auto; padding: 0 1rem; }
    </style>
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      <p>${sentence}</p>
    </main>
  </body>
</html>
`;
}
