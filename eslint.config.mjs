import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** Who may depend on whom, by project; rooms inside a project are checked by dependency-cruiser. */
const depConstraints = [
  { sourceTag: 'scope:shared', onlyDependOnLibsWithTags: ['scope:shared'] },
  { sourceTag: 'scope:server', onlyDependOnLibsWithTags: ['scope:shared', 'scope:server'] },
  { sourceTag: 'scope:dashboard', onlyDependOnLibsWithTags: ['scope:shared', 'scope:dashboard'] },
  { sourceTag: 'scope:simulators', onlyDependOnLibsWithTags: ['scope:shared', 'scope:simulators'] },
  { sourceTag: 'kind:model', onlyDependOnLibsWithTags: ['kind:model'] },
  { sourceTag: 'kind:math', onlyDependOnLibsWithTags: ['kind:model', 'kind:math'] },
  { sourceTag: 'kind:contract', onlyDependOnLibsWithTags: ['kind:model', 'kind:contract'] },
  {
    sourceTag: 'kind:test',
    onlyDependOnLibsWithTags: ['kind:model', 'kind:math', 'kind:contract', 'kind:test'],
  },
  {
    sourceTag: 'kind:app',
    onlyDependOnLibsWithTags: ['kind:model', 'kind:math', 'kind:contract', 'kind:test'],
  },
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**', 'data/**', 'coverage/**', 'plants/schema/**'] },
  ...tseslint.configs.recommended,
  prettier,
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { depConstraints, enforceBuildableLibDependency: false, allow: [] },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "CallExpression[callee.object.name='describe'][callee.property.name='only'], CallExpression[callee.object.name='test'][callee.property.name='only']",
          message: 'A test left with .only hides all the others.',
        },
      ],
    },
  },
  {
    // Nest reads the types of constructor parameters at run time, so these imports must stay values.
    files: ['server/src/**/*.controller.ts', 'server/src/**/*.gateway.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    // Programs that talk to a person on a terminal.
    files: [
      'tools/**',
      'server/src/**/main.ts',
      'server/test/fuzz/main.ts',
      'server/test/schema/release.ts',
      '**/bench/**',
      'simulators/src/**',
      'dashboard/demo/**',
      'dashboard/e2e/**',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['tools/start.ts', 'tools/test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!node:)',
              message:
                'This runs before anything is built, in a fresh clone too; only parts of Node are there.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['server/src/**/*.ts'],
    ignores: [
      'server/src/**/main.ts',
      'server/src/config/**',
      'server/src/roles/worker-process.ts',
      '**/*.spec.ts',
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Only server/src/config reads the environment; ask for Settings instead.',
        },
      ],
    },
  },
);
