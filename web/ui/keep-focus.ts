/** So many places the focus has been at are remembered. */
const REMEMBERED = 24;

/** So many frames after an act what had the focus may still go: a busy page hides and takes it late. */
const WATCHED_FRAMES = 30;

const isThere = (element: Element): boolean =>
  element.isConnected && (element.checkVisibility?.({ visibilityProperty: true }) ?? true);

/**
 * Hands the focus on when what had it is gone or hidden, as a card is that was closed or a column that was shut: to where
 * it was last, of what is still in sight, so that keys go on from there and not from the beginning of the page. Returns
 * how to stop.
 */
export function keepFocus(page: Document): () => void {
  const been: HTMLElement[] = [];
  const remember = ({ target }: Event): void => {
    if (!(target instanceof HTMLElement)) return;
    const at = been.indexOf(target);
    if (at >= 0) been.splice(at, 1);
    been.push(target);
    if (been.length > REMEMBERED) been.shift();
  };
  const handOn = (): void => {
    const first = (): HTMLElement | undefined =>
      [...page.querySelectorAll<HTMLElement>('main :is(button, [tabindex="0"])')].find(isThere);
    (been.findLast(isThere) ?? first())?.focus({ preventScroll: true });
  };
  let acts = 0;
  /** Frame by frame until the focus has gone on, by itself or from here, or nothing took it. */
  const watch = (had: Element, act: number, left: number): void => {
    if (act !== acts) return;
    if (page.activeElement === page.body && !isThere(had)) handOn();
    else if (page.activeElement === had && left > 0)
      requestAnimationFrame(() => watch(had, act, left - 1));
  };
  /** What an act does to the page is drawn in the next frame; only then a hidden element has lost the focus. */
  const look = (): void => {
    const had = page.activeElement;
    if (!had || had === page.body) return;
    const act = ++acts;
    requestAnimationFrame(() => requestAnimationFrame(() => watch(had, act, WATCHED_FRAMES)));
  };
  page.addEventListener('focusin', remember);
  page.addEventListener('keydown', look, { capture: true });
  page.addEventListener('click', look, { capture: true });
  return () => {
    page.removeEventListener('focusin', remember);
    page.removeEventListener('keydown', look, { capture: true });
    page.removeEventListener('click', look, { capture: true });
  };
}
