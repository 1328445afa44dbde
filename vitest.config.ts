import { defineConfig } from 'vitest/config';

/** Tests that measure time: each runs when nothing else does. */
const MEASURING = ['tests/extension/overlay-speed.test.ts'];

const shared = {
  // More than the waits inside a test together: on a busy machine these say what was missing, not the clock.
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: 'house',
          include: [
            'packages/**/*.test.ts',
            'apps/*/src/**/*.test.{ts,tsx}',
            'tests/**/*.test.ts',
            'examples/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', ...MEASURING],
          globalSetup: ['tests/support/global-setup.ts'],
        },
      },
      { test: { ...shared, name: 'figures', include: MEASURING, sequence: { groupOrder: 1 } } },
    ],
  },
});
