import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** The arrows of the house, each with its sentence. Patterns are regexes: gitignore syntax reads # as a comment. */
const NOUNS = [
  'people',
  'features',
  'accounts',
  'devices',
  'areas',
  'buildings',
  'sites',
  'units',
  'incidents',
  'plans',
];
/** A noun may use those in the groups before its own. */
const ORDER = [
  ['people', 'features'],
  ['accounts'],
  ['devices'],
  ['areas'],
  ['buildings', 'sites', 'units'],
  ['incidents'],
  ['plans'],
];

const forbid = (regex, message) => ({ regex, message });
const arrows = (files, patterns, ignores = []) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});

const upward = forbid(
  '^\\.\\./',
  'Across folders write the full name (#data/…, #server/…): an arrow must be seen.',
);
const pure = [
  upward,
  forbid(
    '^#server/',
    'data says what things are and knows nobody who keeps them: hand it in as an argument.',
  ),
  forbid(
    '^(node:|fs$|path$|pg$|fastify|socket\\.io|react|maplibre-gl|@deck\\.gl)',
    'data is pure: it runs in a browser, a worker and Node. Pass the result of I/O in as an argument.',
  ),
];
const notRightOf = (room, noun) => {
  const group = ORDER.findIndex((g) => g.includes(noun));
  const later = ORDER.slice(group)
    .flat()
    .filter((n) => n !== noun);
  return forbid(
    `^#${room}/(${later.join('|')})/`,
    `${noun} stands left of these nouns: what must happen there when ${noun} change is handed in as a list.`,
  );
};
const sqlOfOthers = forbid(
  `^#server/(${NOUNS.join('|')})/.*\\.sql\\.ts$`,
  'Of another noun only its verbs, never its SQL.',
);
const noReads = forbid(
  '^#server/(reads|search|import|simulate|start)/',
  'A noun knows nothing of the questions that join nouns, of imports or of starting.',
);

export default tseslint.config(
  { ignores: ['node_modules/**', 'web/dist/**', '.jingwei/**', 'test-results/**'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/await-thenable': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['web/**/*.ts', 'web/**/*.tsx'],
    plugins: { 'react-hooks': hooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  // SQL lives in *.sql.ts alone.
  {
    files: ['server/**/*.ts', 'scripts/**/*.ts'],
    ignores: [
      '**/*.sql.ts',
      '**/*.test.ts',
      'server/db/**',
      'scripts/bench/**',
      'scripts/prove/**',
    ],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "CallExpression[callee.property.name='query'] > :matches(Literal, TemplateLiteral).arguments",
          message: 'SQL lives in *.sql.ts, where it can be found.',
        },
      ],
    },
  },
  // data
  arrows(['data/**/*.ts'], pure, ['**/*.test.ts']),
  arrows(
    ['data/geo/**/*.ts'],
    [...pure, forbid('^#data/(?!geo/)', 'geo is numbers only.')],
    ['**/*.test.ts'],
  ),
  arrows(
    ['data/coverage/**/*.ts'],
    [
      ...pure,
      forbid(`^#data/(?!(geo|coverage|wire/packed)/?)`, 'coverage knows geometry, not nouns.'),
    ],
    ['**/*.test.ts'],
  ),
  arrows(
    ['data/search/**/*.ts'],
    [...pure, forbid('^#data/(?!(geo|search)/)', 'search knows texts and places, not nouns.')],
    ['**/*.test.ts'],
  ),
  arrows(
    ['data/access/**/*.ts'],
    [
      ...pure,
      forbid('^#data/(?!(access|people)/)', 'access knows posts, and of a thing only where it is.'),
    ],
    ['**/*.test.ts'],
  ),
  ...NOUNS.map((noun) =>
    arrows(
      [`data/${noun}/**/*.ts`],
      [
        ...pure,
        notRightOf('data', noun),
        forbid(
          '^#data/(wire|sample|import)/',
          'Nouns know nothing of the wire, the sample or imports.',
        ),
      ],
      ['**/*.test.ts'],
    ),
  ),
  // server
  arrows(
    ['server/**/*.ts'],
    [upward, forbid('/(web|scripts)/', 'server serves screens and scripts, and imports neither.')],
    ['**/*.test.ts'],
  ),
  ...NOUNS.map((noun) =>
    arrows(
      [`server/${noun}/**/*.ts`],
      [upward, notRightOf('server', noun), sqlOfOthers, noReads],
      ['**/*.test.ts'],
    ),
  ),
  arrows(
    ['server/reads/**/*.ts', 'server/search/**/*.ts'],
    [
      upward,
      forbid(
        `^#server/(${NOUNS.join('|')})/`,
        'reads are questions of their own: they import no noun.',
      ),
    ],
    ['**/*.test.ts'],
  ),
  arrows(
    ['server/live/**/*.ts', 'server/db/**/*.ts', 'server/access/**/*.ts', 'server/session/**/*.ts'],
    [
      upward,
      forbid(
        `^#server/(${NOUNS.join('|')}|reads|import)/(?!latest)`,
        'live carries, db keeps, session and access say who asks: none knows a noun.',
      ),
    ],
    ['**/*.test.ts'],
  ),
  // web
  arrows(
    ['web/screens/**/*.{ts,tsx}'],
    [
      forbid('^#server/', 'web knows the server by its words on the wire only.'),
      forbid('screens/', 'No screen imports another.'),
    ],
    ['**/*.test.*'],
  ),
  arrows(
    [...NOUNS, 'about', 'plots'].map((noun) => `web/${noun}/**/*.{ts,tsx}`),
    [
      forbid('^#server/', 'web knows the server by its words on the wire only.'),
      forbid('screens/', 'A noun is shown by screens and knows none.'),
    ],
    ['**/*.test.*'],
  ),
  arrows(
    ['web/search/**/*.{ts,tsx}'],
    [
      forbid('^#server/', 'web knows the server by its words on the wire only.'),
      forbid(
        `^\\.\\./(screens|${NOUNS.join('|')})/`,
        'The search box hands on what was chosen: what is done with it a screen knows.',
      ),
    ],
    ['**/*.test.*'],
  ),
  arrows(
    ['web/map/**/*.{ts,tsx}', 'web/ui/**/*.{ts,tsx}', 'web/live/**/*.ts'],
    [
      forbid('^#server/', 'web knows the server by its words on the wire only.'),
      forbid(
        `^\\.\\./(screens|${NOUNS.join('|')})/`,
        'map, live and ui are below the nouns: a layer is handed in.',
      ),
    ],
    ['**/*.test.*'],
  ),
  arrows(
    ['web/live/**/*.ts'],
    [
      forbid(
        '^(react|\\.\\./(map|ui|words|screens))',
        'live holds what the server told us; no React, no map.',
      ),
    ],
    ['**/*.test.*'],
  ),
);
