// Two pages from one build: the visitor's, for cheap and old phones, and the staff console.
import { defineConfig } from "vitest/config";

export default defineConfig({
  publicDir: false,
  // Said here as well: tsconfig.json leaves the console out, so it would be read as React.
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    // Syntax that phones of 2019 read; `browserslist` in package.json holds the APIs to the same.
    target: ["es2019", "chrome73", "firefox67", "safari12.1"],
    // What an old browser does not know in a style it leaves out; lowering it would double the file.
    cssTarget: ["chrome90", "firefox90", "safari15"],
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: true,
    rolldownOptions: {
      input: { visitor: "src/visitor/main.ts", console: "src/console/main.tsx", push: "src/console/push/worker.ts" },
    },
  },
  test: {
    include: ["src/**/*.test.ts", "src/**/*.test.tsx"],
    environment: "node",
    testTimeout: 120_000, // beside all other tests; against what hangs, not against what is slow
  },
});
