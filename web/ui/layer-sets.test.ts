// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';

import { keepSets, layerSetStore, putSet, readSet, readSets, renameSet, SET_NAME_MAX, SETS_MAX, tidyName, watchSets, writeSet, type LayerSet } from './layer-sets.ts'; // prettier-ignore

const set = (name: string, view = '?layers=areas'): LayerSet => ({ name, view });
const many = Array.from({ length: SETS_MAX }, (_, i) => set(`s${i}`));

describe('sets of layers', () => {
  it('hold their part of a view and no other', () => {
    const view = writeSet({ layers: ['incidents', 'heat'], without: ['wedges'], opacity: { heat: 60 }, heat: '24h' }); // prettier-ignore
    expect(readSet(view)).toEqual({ layers: ['incidents', 'heat'], without: ['wedges'], opacity: { heat: 60 }, heat: '24h', shade: undefined }); // prettier-ignore
    expect(Object.keys(readSet('?c=1,2,3&sel=units:3&shade=rate&layers=')).sort()).toEqual(['heat', 'layers', 'opacity', 'shade', 'without']); // prettier-ignore
    expect(writeSet(readSet(view))).toBe(view);
  });
  it('are bounded in number and in the length of names', () => {
    expect(putSet(many, set('more'))).toBeNull();
    expect(putSet(many, set('s3', '?layers='))?.[3]).toEqual(set('s3', '?layers='));
    expect(tidyName(`  夜班 ${'长'.repeat(50)}`)).toHaveLength(SET_NAME_MAX);
    expect(tidyName(' \t\n ')).toBe('');
  });
  it('are renamed where the name is free', () => {
    expect(renameSet([set('a'), set('b')], 'a', 'c')?.map((s) => s.name)).toEqual(['c', 'b']);
    expect(renameSet([set('a'), set('b')], 'a', 'b')).toBeNull();
    expect(renameSet([set('a')], 'a', 'a')).toEqual([set('a')]);
  });
  it('are read as far as they can be', () => {
    for (const bad of [
      null,
      '',
      '{',
      '7',
      '{"a":1}',
      '[null,3,{"name":7,"view":"?"},{"name":" "}]',
    ])
      expect(readSets(bad), String(bad)).toEqual([]);
    expect(readSets(JSON.stringify([set(' a ', '?layers=areas,nonsense&c=1,2,3')]))).toEqual([set('a')]); // prettier-ignore
    expect(readSets(JSON.stringify([...many, set('more')]))).toHaveLength(SETS_MAX);
  });
  it('are kept in the browser, and heard of from its other windows', () => {
    keepSets([set('夜班')]);
    expect(readSets(localStorage.getItem('jingwei.layer-sets'))).toEqual([set('夜班')]);
    const stop = watchSets();
    window.dispatchEvent(new StorageEvent('storage', { key: 'jingwei.layer-sets', newValue: JSON.stringify([set('b')]) })); // prettier-ignore
    expect(layerSetStore.getState().sets).toEqual([set('b')]);
    stop();
  });
});
