/** Where to go once somebody is signed in: a path of this house that the address names, else the watch. Never another site. */
export function nextPath(search: string, origin: string): string {
  const asked = new URLSearchParams(search).get('next') ?? '';
  if (!asked.startsWith('/')) return '/watch';
  const url = URL.canParse(asked, origin) ? new URL(asked, origin) : null;
  if (url?.origin !== origin || /^\/(sign-in|api)\b/.test(url.pathname)) return '/watch';
  return `${url.pathname}${url.search}${url.hash}`;
}
