import { banyanKit } from '@banyan/ui/kit-plugin'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

const server = 'http://127.0.0.1:8787'

export default defineConfig({
  base: '/analytics/',
  plugins: [banyanKit(), vue()],
  build: {
    assetsInlineLimit: 0,
    target: 'es2024',
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'vue',
              test: /node_modules\/\.pnpm\/(@?vue|@vue\+|vue-router|@tanstack|@trpc)/,
            },
            {
              name: 'kit',
              test: /node_modules\/\.pnpm\/(reka-ui|@floating-ui|@iconify|@vueuse|tailwind-)/,
            },
            { name: 'charts', test: /node_modules\/\.pnpm\/(echarts|zrender)/ },
          ],
        },
      },
    },
  },
  server: { port: 5174, strictPort: true, proxy: { '/api': server } },
})
