import { colour, type ColourToken, type Theme } from '../ui/tokens.ts';

/** A symbol's cell is 48 units of the 24-unit grid, so that casings, beaks and rings fit around it. */
export const CELL_UNITS = 48;
/** A symbol of n px (its 24 units) is drawn by an icon of n × this. */
export const CELL_PER_SYMBOL = CELL_UNITS / 24;

/** Paints a symbol; the context is in grid units with the symbol's 0…24 in place. */
export type Painter = (c: CanvasRenderingContext2D, theme: Theme) => void;

export interface IconAtlas {
  canvas: HTMLCanvasElement;
  mapping: Record<string, { x: number; y: number; width: number; height: number; mask: boolean }>;
}

/** Draws named symbols into one canvas, a cell each of `cell` px: 128 is four times a symbol of 16 px on a desk. */
export function createIconAtlas(
  painters: Record<string, Painter>,
  theme: Theme,
  cell: number,
): IconAtlas {
  const names = Object.keys(painters);
  const columns = Math.ceil(Math.sqrt(names.length));
  const canvas = document.createElement('canvas');
  canvas.width = columns * cell;
  canvas.height = Math.ceil(names.length / columns) * cell;
  const context = canvas.getContext('2d');
  const mapping: IconAtlas['mapping'] = {};
  names.forEach((name, i) => {
    const x = (i % columns) * cell;
    const y = Math.floor(i / columns) * cell;
    mapping[name] = { x, y, width: cell, height: cell, mask: false };
    if (!context) return;
    context.save();
    context.beginPath();
    context.rect(x, y, cell, cell);
    context.clip();
    context.translate(x, y);
    context.scale(cell / CELL_UNITS, cell / CELL_UNITS);
    context.translate(CELL_UNITS / 2 - 12, CELL_UNITS / 2 - 12);
    context.lineJoin = 'round';
    context.lineCap = 'round';
    painters[name]!(context, theme);
    context.restore();
  });
  return { canvas, mapping };
}

const atlases = new Map<string, IconAtlas>();

/** The atlas of a set of symbols, made once a theme and size; larger cells on a wall. */
export function atlasOf(
  set: string,
  painters: Record<string, Painter>,
  theme: Theme,
  scale: number,
): IconAtlas {
  const cell = scale > 1.5 ? 256 : 128;
  const key = `${set} ${theme} ${cell}`;
  let atlas = atlases.get(key);
  if (!atlas) atlases.set(key, (atlas = createIconAtlas(painters, theme, cell)));
  return atlas;
}

/** Props of an IconLayer that draws from a canvas, sharp at any size below the cell's. */
export const ATLAS_TEXTURE = {
  textureParameters: { minFilter: 'linear', magFilter: 'linear', mipmapFilter: 'linear' },
} as const;

export function stroke(
  c: CanvasRenderingContext2D,
  path: string,
  theme: Theme,
  token: ColourToken,
  width: number,
): void {
  c.strokeStyle = colour(theme, token);
  c.lineWidth = width;
  c.stroke(new Path2D(path));
}

export function fill(
  c: CanvasRenderingContext2D,
  path: string,
  theme: Theme,
  token: ColourToken,
): void {
  c.fillStyle = colour(theme, token);
  c.fill(new Path2D(path), 'evenodd');
}
