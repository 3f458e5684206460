import { availableParallelism } from 'node:os';

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Test files at a time; the runner's own choice leaves a core out, which is half of two. */
const maxWorkers = Math.min(availableParallelism(), 8);

/** One file for the build of the screens and for every test project. */
export default defineConfig({
  root: 'web',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'deck',
              test: /node_modules[\\/](@deck\.gl|@luma\.gl|@math\.gl|@loaders\.gl|@probe\.gl|mjolnir\.js|gl-matrix|earcut)[\\/]/,
              priority: 4,
            },
            {
              name: 'maplibre',
              test: /node_modules[\\/](maplibre-gl|@maplibre|@mapbox)[\\/]/,
              priority: 3,
            },
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/,
              priority: 3,
            },
            // What one page loads late stays by itself.
            { name: 'vendor', test: /node_modules[\\/](?!uqr)/, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': 'http://127.0.0.1:8787',
      '/socket.io': { target: 'http://127.0.0.1:8787', ws: true },
    },
  },
  test: {
    root: '.',
    projects: [
      {
        extends: true,
        test: {
          name: 'data',
          root: '.',
          maxWorkers,
          include: ['data/**/*.test.ts'],
          environment: 'node',
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          root: '.',
          maxWorkers,
          include: ['server/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['**/*.sql.test.ts', '**/*.trial.test.ts', '**/node_modules/**'],
          environment: 'node',
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'sql',
          root: '.',
          maxWorkers,
          include: ['server/**/*.sql.test.ts', 'scripts/**/*.sql.test.ts'],
          environment: 'node',
          globalSetup: ['server/db/test-cluster.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'trial',
          root: '.',
          include: ['**/*.trial.test.ts'],
          fileParallelism: false,
          exclude: ['**/node_modules/**'],
          environment: 'node',
          globalSetup: ['server/db/test-cluster.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'flows',
          root: '.',
          // One after the other they leave half of two processors idle.
          maxWorkers: 2,
          include: ['scripts/flows/**/*.flow.ts'],
          exclude: ['**/wall.flow.ts', '**/node_modules/**'],
          environment: 'node',
          testTimeout: 240_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          // A wall is watched over midnights and restarts: what else is drawn meanwhile would make it late.
          name: 'wall',
          root: '.',
          include: ['scripts/flows/wall.flow.ts'],
          environment: 'node',
          testTimeout: 240_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'web',
          root: '.',
          maxWorkers,
          include: ['web/**/*.test.ts'],
          exclude: ['**/*.dom.test.ts', '**/node_modules/**'],
          environment: 'node',
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          // A document costs each file more than most of them take.
          name: 'dom',
          root: '.',
          maxWorkers,
          include: ['web/**/*.dom.test.ts', 'web/**/*.test.tsx'],
          exclude: ['**/node_modules/**'],
          environment: 'jsdom',
          testTimeout: 60_000,
        },
      },
    ],
  },
});
