import { useToast } from '@nuxt/ui/composables'

/** Short notices at the corner: what was done, and what could not be. A failure stays until it is closed. */
export function useNotices() {
  const toast = useToast()
  return {
    done: (title: string, description?: string) =>
      toast.add({ title, description, color: 'success', icon: 'i-lucide-circle-check' }),
    waits: (title: string, description?: string) =>
      toast.add({ title, description, color: 'info', icon: 'i-lucide-clock' }),
    failed: (title: string, description?: string) =>
      toast.add({
        // Said again it is the same notice, not one more on top of it.
        id: `failed ${title} ${description ?? ''}`,
        title,
        description,
        color: 'error',
        icon: 'i-lucide-circle-alert',
        duration: 0,
      }),
  }
}
