import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What every project's Jest configuration shares: ES modules, SWC, sources instead of builds. */
export function preset(overrides = {}) {
  // Jest writes its results file at the very end and does not make the folder for it.
  mkdirSync('test-results', { recursive: true });
  return {
    testEnvironment: fileURLToPath(new URL('jest.environment.mjs', import.meta.url)),
    testEnvironmentOptions: { customExportConditions: ['@linetwin/source', 'node', 'node-addons'] },
    extensionsToTreatAsEsm: ['.ts', '.tsx'],
    transform: {
      '^.+\\.tsx?$': [
        '@swc/jest',
        {
          jsc: {
            target: 'es2024',
            parser: { syntax: 'typescript', tsx: true, decorators: true },
            transform: { legacyDecorator: true, decoratorMetadata: true },
          },
          module: { type: 'es6' },
        },
      ],
    },
    // Beside what else is kept of this tree, and not where tests put what they throw away.
    cacheDirectory: fileURLToPath(new URL('node_modules/.cache/jest', import.meta.url)),
    testSequencer: fileURLToPath(new URL('jest.sequencer.mjs', import.meta.url)),
    testMatch: ['<rootDir>/**/*.spec.ts', '<rootDir>/**/*.spec.tsx'],
    // What only computes is not wrong for being slow: the server's tests come first on a machine with two cores.
    testTimeout: 60_000,
    // Jest leaves a core free for who types beside it; nobody does, and what computes here has nothing else to wait for.
    maxWorkers: '100%',
    // A test that failed may leave a connection behind; where nobody watches, that must not keep the run from ending.
    forceExit: process.env.CI === 'true',
    testPathIgnorePatterns: ['/node_modules/', '/dist/'],
    modulePathIgnorePatterns: ['/dist/'],
    ...overrides,
  };
}
