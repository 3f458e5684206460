import { spawnSync } from 'node:child_process';

import { expect, it } from 'vitest';

import { root } from './run-step.ts';

it.each([
  'check',
  'test',
  'prove',
  'bench',
  'import',
  'simulate',
  'sample',
  'shots',
  'db',
  'migrate',
  'start',
])(
  'npm run %s -- --help says what it does, and does nothing',
  (name) => {
    const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', name, '--', '--help'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(new RegExp(`^npm (run )?${name}\\b.*\\n`));
    expect(stdout).toMatch(/^ *--help +this text|--help {2}this text$/m);
  },
  300_000,
);
