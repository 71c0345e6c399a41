import { ApiError } from '@kube-dc/api/client'
import { useMutation } from '@tanstack/react-query'
import { notify } from '../app/notices.ts'
import { paths } from '../app/paths.ts'
import { useServices } from '../app/services.ts'
import { forgetDrafts } from './drafts.ts'
import { signalSession } from './SessionWatch.tsx'

/** Ends the session here, then at the identity provider. */
export function useSignOut(): () => void {
  const { api } = useServices()
  const { mutate } = useMutation({
    mutationFn: () => api.call('signOut'),
    onSuccess: ({ redirect }) => leave(redirect),
    onError: (error) => {
      // Without a session there is nothing to end.
      if (error instanceof ApiError && error.problem.code === 'signed-out') leave(paths.signIn())
      else notify({ state: 'broken', text: `You are still signed in. ${error.message}` })
    },
  })
  return () => mutate()
}

function leave(to: string): void {
  forgetDrafts()
  signalSession('signed out')
  window.location.assign(to)
}
