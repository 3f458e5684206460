import { expect, it } from 'vitest';

import { logError } from './log-error.ts';

it('tells an error, its code and its cause, and nothing of the connection it came with', () => {
  const cause = Object.assign(new TypeError('57P01'), { client: { password: 'geheim' } });
  const error = Object.assign(new Error('terminating connection', { cause }), {
    code: '57P01',
    client: { connectionParameters: { user: 'jingwei', password: 'geheim' } },
  });
  const said = logError(error);
  expect(said).toMatchObject({
    type: 'Error',
    message: 'terminating connection',
    stack: expect.stringContaining('log-error.test.ts'),
    code: '57P01',
    cause: { type: 'TypeError', message: '57P01' },
  });
  expect(JSON.stringify(said)).not.toMatch(/geheim|client/);
  expect(logError('no error')).toEqual({ type: 'string', message: 'no error', stack: '' });
});
