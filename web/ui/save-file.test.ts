import { expect, it } from 'vitest';

import { fileName } from './save-file.ts';

it('a file is named by words that a file system takes', () => {
  expect(fileName(['清澜区', '社区', '20261126T1845'], 'csv')).toBe(
    '清澜区-社区-20261126T1845.csv',
  );
  expect(fileName(['A/B: "C"', '', '..'], 'csv')).toBe('A_B_C.csv');
});
