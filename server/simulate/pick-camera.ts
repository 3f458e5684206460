/** A camera as the simulator knows it. */
export interface SimulatedCamera {
  code: string;
  online: boolean;
}

/**
 * Which camera fails or comes back next; undefined where there is none. The more are down, the likelier
 * one comes back, so that about `usuallyDown` stay so: drawn from all alike, half would be down in a day.
 */
export function pickCamera(
  cameras: readonly SimulatedCamera[],
  usuallyDown: number,
  draw: () => number,
): SimulatedCamera | undefined {
  const down = cameras.filter((camera) => !camera.online);
  const comesBack = draw() * 2 * Math.max(1, usuallyDown) < down.length;
  const among = comesBack ? down : cameras.filter((camera) => camera.online);
  return among[Math.floor(draw() * among.length)];
}
