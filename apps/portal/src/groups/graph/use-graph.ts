import { computed, shallowRef, watch, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useApiQuery } from '../../use-api-query.ts'
import { readGraphAddress, writeGraphAddress, type GraphAddress } from './graph-address.ts'
import { layOut } from './lay-out.ts'
import type { PlacedPicture } from './layout.ts'
import { pictureOfGraph, pictureOfPaths, type Picture, type PictureEdge } from './picture.ts'

/** What is asked of a graph, as the address has it; the answer; and the picture of it, laid out. */
export function useGraph(
  groupId: () => string,
  labelIn: (picture: Picture) => (edge: PictureEdge) => string,
) {
  const route = useRoute()
  const router = useRouter()
  const address = computed(() => readGraphAddress(route.query))
  function change(part: Partial<GraphAddress>) {
    const query = { ...route.query, ...writeGraphAddress({ ...address.value, ...part }) }
    void router.replace({ query, hash: route.hash })
  }

  const ends = computed(() => {
    const { from, to } = address.value
    return from && to ? [from, to] : null
  })
  const paths = useApiQuery(
    ['groups', 'pathBetween'],
    () => ({ a: ends.value?.[0] ?? '', b: ends.value?.[1] ?? '' }),
    { enabled: () => ends.value !== null },
  )
  const graph = useApiQuery(
    ['groups', 'graph'],
    () => {
      const { layers, way, around } = address.value
      const of = around ? { customerId: around } : { groupId: groupId() }
      return { ...of, layers: [...layers], direction: way }
    },
    { enabled: () => ends.value === null, keepPrevious: true },
  )
  const picture = computed<Picture | undefined>(() => {
    if (ends.value) return paths.data.value && pictureOfPaths(paths.data.value, ends.value)
    return graph.data.value && pictureOfGraph(graph.data.value)
  })

  const { laid, hasFailed } = useLaidOut(picture, labelIn)
  return {
    address,
    change,
    ends,
    paths,
    graph,
    picture,
    laid,
    hasFailed,
    failure: computed(() => (ends.value ? paths.failure.value : graph.failure.value)),
    isTruncated: computed(() => ends.value === null && graph.data.value?.isTruncated === true),
  }
}

/** The last picture that could be laid out, with its places. */
function useLaidOut(
  picture: Readonly<Ref<Picture | undefined>>,
  labelIn: (picture: Picture) => (edge: PictureEdge) => string,
) {
  const laid = shallowRef<{ picture: Picture; placed: PlacedPicture }>()
  const hasFailed = shallowRef(false)
  watch(
    picture,
    async (now) => {
      if (!now) return
      try {
        const placed = await layOut(now, labelIn(now))
        if (picture.value === now) laid.value = { picture: now, placed }
        hasFailed.value = false
      } catch {
        hasFailed.value = true
      }
    },
    { immediate: true },
  )
  return { laid, hasFailed }
}
