import { Evented, type Map as MapLibre } from 'maplibre-gl';
import { beforeEach, describe, expect, it } from 'vitest';

import { createSourceNews, type SourceNews } from './source-news.ts';

/** As much of a map as sources are told through: it drops what it is told from a layer's change to the frame. */
class Frames extends Evented {
  shown: string[][] = [];
  held = false;
  painted = 0;
  private loading: string[] | null = null;
  private source = {
    type: 'vector',
    setTiles: (tiles: string[]) => {
      this.loading = tiles;
    },
  };
  getSource = () => this.source;
  triggerRepaint = () => {
    this.painted++;
  };
  change = () => {
    this.held = true;
  };
  /** The source has read what it was told. */
  load = () => {
    if (!this.loading) return;
    if (!this.held) this.shown.push(this.loading);
    this.loading = null;
    this.fire({ type: 'sourcedata', sourceId: 'names', sourceDataChanged: true } as never);
  };
  frame = () => {
    this.held = false;
    this.fire({ type: 'render' } as never);
  };
}

const tiles = (address: string) => ({ type: 'vector' as const, tiles: [address] });

describe('news of a source', () => {
  let map: Frames;
  let news: SourceNews;
  const change = (): void => {
    news.stir('names');
    map.change();
  };
  beforeEach(() => {
    map = new Frames();
    news = createSourceNews(map as unknown as MapLibre);
  });

  it('is told at once where no layer was changed', () => {
    news.tell('names', tiles('two'));
    map.load();
    expect(map.shown).toEqual([['two']]);
  });

  it('waits for the frame where a layer was changed with it', () => {
    change();
    news.tell('names', tiles('two'));
    map.load();
    expect(map.shown).toEqual([]);
    expect(map.painted).toBe(1);
    map.frame();
    map.load();
    expect(map.shown).toEqual([['two']]);
  });

  it('is told again where a layer was changed while it was read', () => {
    news.tell('names', tiles('two'));
    change();
    map.load();
    expect(map.shown).toEqual([]);
    map.frame();
    map.load();
    map.frame();
    map.load();
    expect(map.shown).toEqual([['two']]);
  });

  it('is the newest only', () => {
    change();
    news.tell('names', tiles('two'));
    news.tell('names', tiles('three'));
    map.frame();
    map.load();
    expect(map.shown).toEqual([['three']]);
  });

  it('is forgotten when the source is made anew', () => {
    change();
    news.tell('names', tiles('two'));
    news.forget('names');
    map.frame();
    map.load();
    expect(map.shown).toEqual([]);
  });
});
