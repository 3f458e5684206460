/** On the next animation frame; a hidden page has none, so a second at most. */
export function onNextFrame(act: () => void): void {
  let done = false;
  const once = (): void => {
    if (done) return;
    done = true;
    clearTimeout(timer);
    act();
  };
  const timer = setTimeout(once, 1_000);
  requestAnimationFrame(once);
}
