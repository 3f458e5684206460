import { describe, expect, it } from 'vitest';

import { faultsOf, isFilled, maxLengthOf, newDraft, readDraft, reportOf } from './report-draft.ts';

const ID = '3b241101-e2bb-4255-8caf-4136c566a962';
const filled = { ...newDraft(ID, [118.7, 32]), category: 'fire-lane', title: ' 消防通道堵塞 ' };

describe('a draft', () => {
  it('is sent trimmed, without what was left empty', () => {
    expect(reportOf(filled)).toEqual({
      id: ID,
      category: 'fire-lane',
      title: '消防通道堵塞',
      origin: 'patrol',
      at: [118.7, 32],
    });
    expect(faultsOf(filled)).toEqual([]);
  });
  it('names each field that the schema of a report does not take', () => {
    expect(faultsOf(newDraft(ID, null))).toEqual(['category', 'title']);
    expect(faultsOf({ ...filled, title: '   ' })).toEqual(['title']);
    expect(faultsOf({ ...filled, title: 'x'.repeat(maxLengthOf('title')) })).toEqual([]);
    expect(faultsOf({ ...filled, title: 'x'.repeat(maxLengthOf('title') + 1) })).toEqual(['title']);
    expect(faultsOf({ ...filled, at: [181, 0] })).toEqual(['at']);
  });
  it('needs no place', () => {
    expect(faultsOf({ ...filled, at: null })).toEqual([]);
  });
  it('is filled only when words or a category are there', () => {
    expect(isFilled(newDraft(ID, [1, 2]))).toBe(false);
    expect(isFilled({ ...newDraft(ID, null), address: 'x' })).toBe(true);
  });
  it('comes back as it was kept, the same id, and from nothing else', () => {
    expect(readDraft(JSON.stringify(filled))).toEqual(filled);
    expect(readDraft(JSON.stringify(newDraft(ID, null)))).toEqual(newDraft(ID, null));
    const blank = { ...filled, title: '  ' };
    expect(readDraft(JSON.stringify(blank))).toEqual(blank);
    for (const bad of [null, '', '{', '7', '{"id":7}', '{"id":"x"}', `{"id":"${ID}","title":5}`])
      expect(readDraft(bad), String(bad)).toBeNull();
  });
});
