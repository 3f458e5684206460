/** So many places the focus has been at are remembered. */
const REMEMBERED = 24;

/** So many frames after an act what had the focus may still go: a busy page hides and takes it late. */
const WATCHED_FRAMES = 30;

/** A part of the page in which the focus stays, when what had it there is gone. */
const PART = '[role="tabpanel"], [data-keeps-focus]';
const TAKES = 'button, [tabindex="0"]';

const isThere = (element: Element): boolean =>
  element.isConnected && (element.checkVisibility?.({ visibilityProperty: true }) ?? true);

/**
 * Hands the focus on when what had it is gone or hidden, as a card is that was closed or a column that was shut: to where
 * it was last, of what is still in sight, so that keys go on from there and not from the beginning of the page. Returns
 * how to stop.
 */
export function keepFocus(page: Document): () => void {
  const been: HTMLElement[] = [];
  /** Who has it, or had it and is gone, and the part of the page that it lay in. */
  let last: HTMLElement | null = null;
  let part: Element | null = null;
  const remember = ({ target }: Event): void => {
    if (!(target instanceof HTMLElement)) return;
    last = target;
    part = target.closest(PART);
    const at = been.indexOf(target);
    if (at >= 0) been.splice(at, 1);
    been.push(target);
    if (been.length > REMEMBERED) been.shift();
  };
  const handOn = (): void => {
    const first = (within: ParentNode, of: string): HTMLElement | undefined =>
      [...within.querySelectorAll<HTMLElement>(of)].find(isThere);
    const inPart = (): HTMLElement | null | undefined => {
      if (!part || !isThere(part)) return null;
      const own = part.getAttribute('role') === 'tabpanel' ? page.getElementById(part.getAttribute('aria-labelledby') ?? '') : null; // prettier-ignore
      return (
        been.findLast((one) => isThere(one) && part!.contains(one)) ?? own ?? first(part, TAKES)
      );
    };
    const to = inPart() ?? been.findLast(isThere) ?? first(page, `main :is(${TAKES})`);
    to?.focus({ preventScroll: true });
  };
  /** What had it may go long after the act, when the server has answered. */
  const gone = new MutationObserver(() => {
    if (page.activeElement !== page.body || !last || last.isConnected) return;
    last = null;
    // A part that knows better takes it now. A map that is drawn keeps frames waiting, and the next key is not to be lost.
    setTimeout(() => {
      if (page.activeElement === page.body && !last) handOn();
    });
  });
  gone.observe(page.body, { childList: true, subtree: true });
  /** It was let go, and what had it is there still: nobody asked for it. */
  const letGo = (): void => {
    setTimeout(() => {
      if (page.activeElement === page.body && last?.isConnected) last = null;
    });
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
  page.addEventListener('focusout', letGo);
  page.addEventListener('keydown', look, { capture: true });
  page.addEventListener('click', look, { capture: true });
  return () => {
    gone.disconnect();
    page.removeEventListener('focusin', remember);
    page.removeEventListener('focusout', letGo);
    page.removeEventListener('keydown', look, { capture: true });
    page.removeEventListener('click', look, { capture: true });
  };
}
