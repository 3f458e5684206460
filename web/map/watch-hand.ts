import type { Map as MapLibre } from 'maplibre-gl';

/** Whose a drag of the left button, or of one finger, is. */
export type HandMode = 'map' | 'tool';

/** What a hand does on a map that is drawn on. */
export interface HandEvent {
  /** `hold`: a finger stays where it is. `leave`: the pointer is gone. A drag is `press`, `drag` …, `drop`. */
  kind: 'hover' | 'tap' | 'double' | 'hold' | 'press' | 'drag' | 'drop' | 'leave';
  /** [lng, lat] */
  at: [number, number];
  /** px within the container. */
  x: number;
  y: number;
  shift: boolean;
  alt: boolean;
  touch: boolean;
}

/** A hand that is watched. */
export interface HandWatch {
  /** null: the map has its own clicks and drags again. */
  setMode: (mode: HandMode | null) => void;
  stop: () => void;
}

/** px that a press may stray and still be a click, of a mouse and of a finger. */
const STRAY_PX = { mouse: 4, touch: 10 } as const;
const HOLD_MS = 550;
const DOUBLE_MS = 320;
const DOUBLE_PX = 8;

interface Pressed {
  id: number;
  x: number;
  y: number;
  touch: boolean;
  /** The tool's; else the map moves by it. */
  draws: boolean;
  /** It has strayed: it is a drag. */
  isDrag: boolean;
  isHeld: boolean;
}

/**
 * Watches what a hand does on a map while something is drawn on it. The map hears nothing of it but what moves it: two
 * fingers, a drag with the middle or right button or with Space held, and the wheel; without a tool's drag also the left
 * button and one finger.
 *
 * @param container of the map: heard before the map's own canvas
 */
export function watchHand(
  container: HTMLElement,
  map: () => MapLibre | null,
  tell: (event: HandEvent) => void,
): HandWatch {
  let mode: HandMode | null = null;
  let pressed: Pressed | null = null;
  /** The map is moved by a button of its own, from these px. */
  let panning: { id: number; x: number; y: number } | null = null;
  let space = false;
  let fingers = 0;
  let hold: ReturnType<typeof setTimeout> | undefined;
  let tapped: { at: number; x: number; y: number } | null = null;

  const isOnMap = (event: Event): boolean =>
    event.target instanceof Node && map()?.getCanvasContainer().contains(event.target) === true;
  const say = (
    kind: HandEvent['kind'],
    event: PointerEvent,
    from?: { x: number; y: number },
  ): void => {
    const m = map();
    if (!m) return;
    const box = container.getBoundingClientRect();
    const [x, y] = [(from?.x ?? event.clientX) - box.left, (from?.y ?? event.clientY) - box.top];
    const { lng, lat } = m.unproject([x, y]);
    const touch = event.pointerType === 'touch';
    tell({ kind, at: [lng, lat], x, y, shift: event.shiftKey, alt: event.altKey, touch });
  };
  const forget = (): void => {
    clearTimeout(hold);
    pressed = null;
  };
  /** A second finger: what was pressed is neither a tap nor a drag. */
  const abandon = (event: PointerEvent): void => {
    if (pressed?.isDrag && pressed.draws) say('drop', event, pressed);
    forget();
  };

  const down = (event: PointerEvent): void => {
    if (mode === null || !isOnMap(event)) return;
    const touch = event.pointerType === 'touch';
    if (touch && ++fingers > 1) return abandon(event);
    if (event.button === 1 || event.button === 2) {
      panning = { id: event.pointerId, x: event.clientX, y: event.clientY };
      event.preventDefault();
      return;
    }
    if (event.button !== 0) return;
    const draws = !space && (mode === 'tool' || event.shiftKey);
    pressed = { id: event.pointerId, x: event.clientX, y: event.clientY, touch, draws, isDrag: false, isHeld: false }; // prettier-ignore
    if (touch)
      hold = setTimeout(() => {
        if (!pressed || pressed.isDrag) return;
        pressed.isHeld = true;
        say('hold', event);
      }, HOLD_MS);
  };
  const move = (event: PointerEvent): void => {
    if (mode === null) return;
    if (panning && event.pointerId === panning.id) {
      map()?.panBy([panning.x - event.clientX, panning.y - event.clientY], { animate: false });
      panning = { id: panning.id, x: event.clientX, y: event.clientY };
      return;
    }
    if (!pressed) {
      if (event.pointerType !== 'touch' && isOnMap(event)) say('hover', event);
      return;
    }
    if (event.pointerId !== pressed.id || pressed.isHeld) return;
    if (!pressed.isDrag) {
      const stray = Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y);
      if (stray <= STRAY_PX[pressed.touch ? 'touch' : 'mouse']) return;
      pressed.isDrag = true;
      clearTimeout(hold);
      if (pressed.draws) say('press', event, pressed);
    }
    if (pressed.draws) say('drag', event);
  };
  const up = (event: PointerEvent): void => {
    if (event.pointerType === 'touch') fingers = Math.max(0, fingers - 1);
    if (panning?.id === event.pointerId) panning = null;
    if (!pressed || event.pointerId !== pressed.id) return;
    const { isDrag, isHeld, draws } = pressed;
    forget();
    if (mode === null || isHeld) return;
    if (isDrag) {
      if (draws) say('drop', event);
      return;
    }
    const again =
      tapped !== null &&
      event.timeStamp - tapped.at < DOUBLE_MS &&
      Math.hypot(event.clientX - tapped.x, event.clientY - tapped.y) < DOUBLE_PX;
    tapped = again ? null : { at: event.timeStamp, x: event.clientX, y: event.clientY };
    say(again ? 'double' : 'tap', event);
  };
  const cancel = (event: PointerEvent): void => {
    if (event.pointerType === 'touch') fingers = Math.max(0, fingers - 1);
    if (panning?.id === event.pointerId) panning = null;
    if (pressed?.id === event.pointerId) abandon(event);
  };
  const leave = (event: PointerEvent): void => {
    if (mode !== null && !pressed && event.pointerType !== 'touch') say('leave', event);
  };

  /** What the map must not hear while a hand draws. */
  const keepFromMap = (event: Event): void => {
    if (mode === null || !isOnMap(event)) return;
    const moves =
      event instanceof MouseEvent
        ? event.type === 'mousedown' && event.button === 0 && (space || (mode === 'map' && !event.shiftKey)) // prettier-ignore
        : 'touches' in event && ((event as TouchEvent).touches.length > 1 || mode === 'map');
    if (moves) return;
    event.stopPropagation();
    // What is not heard must not select, nor open a menu, all the same.
    if (event.type === 'contextmenu' || (event.type === 'mousedown' && (event as MouseEvent).button === 1)) event.preventDefault(); // prettier-ignore
    if (event.type === 'mousedown') map()?.getCanvas().focus({ preventScroll: true });
  };
  const isTyping = (target: EventTarget | null): boolean =>
    target instanceof HTMLElement && ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
  const key = (event: KeyboardEvent): void => {
    if (event.key === ' ' && !isTyping(event.target)) space = event.type === 'keydown';
  };
  const blur = (): void => {
    space = false;
    fingers = 0;
    panning = null;
    forget();
  };

  // That of a button in the page is no leaving of it.
  const left = (event: Event): void => {
    if (event.target === window) blur();
  };

  const captured = { capture: true } as const;
  const silenced = ['mousedown', 'click', 'dblclick', 'contextmenu', 'touchstart', 'touchmove'];
  const heard = [
    [container, 'pointerdown', down],
    [window, 'pointermove', move],
    [window, 'pointerup', up],
    [window, 'pointercancel', cancel],
    [container, 'pointerleave', leave],
    [window, 'keydown', key],
    [window, 'keyup', key],
    [window, 'blur', left],
    ...silenced.map((type) => [container, type, keepFromMap] as const),
  ] as const;
  const listen = (): void => {
    for (const [target, type, hear] of heard)
      target.addEventListener(type, hear as EventListener, { ...captured, passive: false });
  };
  const stop = (): void => {
    clearTimeout(hold);
    for (const [target, type, hear] of heard)
      target.removeEventListener(type, hear as EventListener, captured);
  };

  return {
    setMode: (next) => {
      if (next === mode) return;
      if (next === null) {
        blur();
        stop();
      } else if (mode === null) listen();
      mode = next;
    },
    stop,
  };
}
