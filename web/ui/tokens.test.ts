import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { atZoom, COLOURS, DESK_SCALE } from './tokens.ts';

describe('tokens', () => {
  it('are the same values in the style sheet, in both themes', () => {
    const css = readFileSync('web/ui/theme.css', 'utf8');
    const [dark, light] = css.split("[data-theme='light']") as [string, string];
    for (const [token, [inDark, inLight]] of Object.entries(COLOURS)) {
      const name = `--${token.replace('.+', '-p').replace('.-', '-m').replaceAll('.', '-')}`;
      expect(dark).toContain(`${name}: ${inDark};`);
      expect(light).toContain(`${name}: ${inLight};`);
    }
  });
  it('make a desk larger in the style sheet as on the map', () => {
    const css = readFileSync('web/screens/plan-screen.css', 'utf8');
    expect(css).toContain(
      `@media (min-width: ${DESK_SCALE.fromPx}px) {\n  .plan {\n    --desk-scale: ${DESK_SCALE.times};`,
    );
  });
  it('are linear between stops and constant beyond', () => {
    const stops = [[10, 1], [12, 3]] as const; // prettier-ignore
    expect([8, 10, 11, 12, 20].map((z) => atZoom(stops, z))).toEqual([1, 1, 2, 3, 3]);
  });
});
