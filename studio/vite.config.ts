import { defineConfig } from 'vite';

export default defineConfig({
  base: '/',
  worker: { format: 'es' },
  build: {
    target: 'esnext',
    // The editor alone is 3 MB; splitting it would only move the bytes.
    chunkSizeWarningLimit: 8000,
    rolldownOptions: {
      // React packages carry "use client" directives that mean nothing outside a server.
      onLog(level, log, next) {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') {
          next(level, log);
        }
      },
    },
  },
});
