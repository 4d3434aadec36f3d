import { useQueryClient } from '@tanstack/vue-query'
import { onScopeDispose, ref } from 'vue'
import { failureOf } from '../failure.ts'

const retryEveryMs = 5_000

/** Whether the server can be reached; once lost it is asked every few seconds, and all queries again when it answers. */
export function useConnection() {
  const queryClient = useQueryClient()
  const isLost = ref(!navigator.onLine)
  const isTrying = ref(false)
  let timer: ReturnType<typeof setInterval> | undefined

  function lose() {
    if (isLost.value && timer) return
    isLost.value = true
    timer = setInterval(() => void tryNow(), retryEveryMs)
  }

  async function tryNow() {
    isTrying.value = true
    const response = await fetch('/healthz', { cache: 'no-store' }).catch(() => null)
    isTrying.value = false
    if (!response?.ok) return
    isLost.value = false
    clearInterval(timer)
    timer = undefined
    await queryClient.invalidateQueries()
  }

  const forget = queryClient.getQueryCache().subscribe((event) => {
    const error = event.query.state.error
    if (event.type === 'updated' && error && failureOf(error).code === 'OFFLINE') lose()
  })
  const tryAgain = () => void tryNow()
  addEventListener('offline', lose)
  addEventListener('online', tryAgain)
  if (isLost.value) lose()
  onScopeDispose(() => {
    forget()
    clearInterval(timer)
    removeEventListener('offline', lose)
    removeEventListener('online', tryAgain)
  })

  return { isLost, isTrying, tryNow }
}
