/**
 * Hands the keys to the heading of the card that is about to open, and to that of the loaded card which takes the place
 * of one that waits. It ends as soon as the person presses anything: from then on the keys go where they are sent.
 */
export function goToCard(page: Document): void {
  const look = (): void => {
    const heading = page.querySelector<HTMLElement>('.card h2');
    if (heading && heading !== page.activeElement) heading.focus({ preventScroll: true });
  };
  const watch = new MutationObserver(look);
  const stop = (): void => {
    watch.disconnect();
    page.removeEventListener('keydown', stop, { capture: true });
    page.removeEventListener('pointerdown', stop, { capture: true });
  };
  watch.observe(page.body, { childList: true, subtree: true });
  page.addEventListener('keydown', stop, { capture: true });
  page.addEventListener('pointerdown', stop, { capture: true });
  look();
}
