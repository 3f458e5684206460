/** How colours are told apart, by whom. Colours are hex (#rrggbb); pure. */

/** Linear sRGB, 0–1 each. */
type Linear = readonly [r: number, g: number, b: number];

/** Whose eyes: the usual three kinds of cones, or without those for red, green or blue. */
export const SIGHTS = ['normal', 'protan', 'deutan', 'tritan'] as const;
export type Sight = (typeof SIGHTS)[number];

/**
 * What is seen without one kind of cones, in linear sRGB: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A
 * Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009, severity 1.0. For
 * tritan it is an approximation, as its authors say.
 */
const MACHADO: Record<Exclude<Sight, 'normal'>, readonly [Linear, Linear, Linear]> = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function toLinear(hex: string): Linear {
  return [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as unknown as Linear;
}

function toHex(linear: Linear): string {
  const parts = linear.map((value) => {
    const c = Math.min(1, Math.max(0, value));
    const s = c <= 0.0031308 ? c * 12.92 : 1.055 * c ** (1 / 2.4) - 0.055;
    return Math.round(255 * s).toString(16).padStart(2, '0'); // prettier-ignore
  });
  return `#${parts.join('')}`;
}

/** A colour as somebody sees it. */
export function seenBy(sight: Sight, hex: string): string {
  if (sight === 'normal') return hex;
  const [r, g, b] = toLinear(hex);
  return toHex(MACHADO[sight].map((row) => row[0] * r + row[1] * g + row[2] * b) as never);
}

/** A colour drawn over another at an opacity, mixed as browsers do, byte by byte. */
export function drawnOver(hex: string, opacity: number, ground: string): string {
  const parts = [1, 3, 5].map((at) => {
    const [top, under] = [hex, ground].map((c) => Number.parseInt(c.slice(at, at + 2), 16));
    return Math.round(opacity * top! + (1 - opacity) * under!).toString(16).padStart(2, '0'); // prettier-ignore
  });
  return `#${parts.join('')}`;
}

/** WCAG 2 contrast ratio, 1–21, whichever is lighter. */
export function contrast(a: string, b: string): number {
  const [x, y] = [a, b].map((hex) => {
    const [red, green, blue] = toLinear(hex);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  });
  return Math.max(x!, y!) / Math.min(x!, y!);
}

/** CIELAB of white D65. */
type Lab = readonly [l: number, a: number, b: number];
function toLab(hex: string): Lab {
  const [r, g, b] = toLinear(hex);
  const f = (t: number): number => (t > 216 / 24_389 ? Math.cbrt(t) : (24_389 / 27) * (t / 116) + 16 / 116); // prettier-ignore
  const x = f((0.4123908 * r + 0.3575843 * g + 0.1804808 * b) / 0.9504559);
  const y = f(0.212639 * r + 0.7151687 * g + 0.0721923 * b);
  const z = f((0.0193308 * r + 0.1191948 * g + 0.9505322 * b) / 1.0890578);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const RAD = Math.PI / 180;

/**
 * CIEDE2000 between two colours of CIELAB: 1 is about the least that is seen side by side. After G. Sharma, W. Wu, E. N.
 * Dalal, "The CIEDE2000 Color-Difference Formula", Color Research & Application 30(1), 2005.
 */
export function deltaE2000([l1, a1, b1]: Lab, [l2, a2, b2]: Lab): number {
  const seventh = (c: number): number => Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7));
  const g = 0.5 * (1 - seventh((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2));
  const [x1, x2] = [(1 + g) * a1, (1 + g) * a2];
  const [c1, c2] = [Math.hypot(x1, b1), Math.hypot(x2, b2)];
  const hueOf = (x: number, b: number): number => (x === 0 && b === 0 ? 0 : (Math.atan2(b, x) / RAD + 360) % 360); // prettier-ignore
  const [h1, h2] = [hueOf(x1, b1), hueOf(x2, b2)];
  const grey = c1 * c2 === 0;
  const turn = h2 - h1;
  const dh = grey ? 0 : turn > 180 ? turn - 360 : turn < -180 ? turn + 360 : turn;
  const dH = 2 * Math.sqrt(c1 * c2) * Math.sin((dh / 2) * RAD);
  const l = (l1 + l2) / 2;
  const c = (c1 + c2) / 2;
  const h = grey ? h1 + h2 : Math.abs(turn) <= 180 ? (h1 + h2) / 2 : (h1 + h2 + (h1 + h2 < 360 ? 360 : -360)) / 2; // prettier-ignore
  const cos = (degrees: number): number => Math.cos(degrees * RAD);
  const t = 1 - 0.17 * cos(h - 30) + 0.24 * cos(2 * h) + 0.32 * cos(3 * h + 6) - 0.2 * cos(4 * h - 63); // prettier-ignore
  const sl = 1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2);
  const sc = 1 + 0.045 * c;
  const sh = 1 + 0.015 * c * t;
  const turned = -2 * seventh(c) * Math.sin(60 * Math.exp(-(((h - 275) / 25) ** 2)) * RAD);
  const [dl, dc, dhue] = [(l2 - l1) / sl, (c2 - c1) / sc, dH / sh];
  return Math.sqrt(dl ** 2 + dc ** 2 + dhue ** 2 + turned * dc * dhue);
}

/** How far two colours are apart, by CIEDE2000. */
export function distance(a: string, b: string): number {
  return deltaE2000(toLab(a), toLab(b));
}
