const REST_MS = 200;

/**
 * Answers a lost WebGL context of a map in `container` by building the map anew.
 *
 * @returns how to stop
 */
export function surviveLoss(
  container: HTMLElement,
  takeDown: () => void,
  build: () => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const rebuild = (): void => {
    takeDown();
    container.replaceChildren();
    build();
  };
  // MapLibre would drop its style of a lost context but not what that listens to, and the old map were held for good:
  // it does not hear of it, and is taken down whole.
  const lost = (event: Event): void => {
    event.stopPropagation();
    event.preventDefault();
    takeDown();
    clearTimeout(timer);
    timer = setTimeout(rebuild, REST_MS);
  };
  container.addEventListener('webglcontextlost', lost, true);
  return () => {
    container.removeEventListener('webglcontextlost', lost, true);
    clearTimeout(timer);
  };
}
