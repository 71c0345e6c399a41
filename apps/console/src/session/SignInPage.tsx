import { nameProblem } from '@kube-dc/networking/names'
import { useQuery } from '@tanstack/react-query'
import { ApiError } from '@kube-dc/api/client'
import { useState, type SubmitEvent } from 'react'
import { useSearchParams } from 'react-router'
import { safeReturn, startSignIn } from '../app/paths.ts'
import { handle as routeHandle } from '../app/route-handle.ts'
import { useServices } from '../app/services.ts'
import { ActionButton } from '../parts/ActionButton.tsx'
import { Banner } from '../parts/Banner.tsx'
import { Field } from '../parts/Field.tsx'
import { Finding } from '../parts/Finding.tsx'
import { ProblemBox } from '../parts/ProblemBox.tsx'
import { LogoMark } from '../shell/LogoMark.tsx'
import { signInProblem } from './sign-in-problems.ts'
import styles from './SignInPage.module.css'

export const handle = routeHandle({ title: () => 'Sign in, Kube-DC networking', page: 'sign-in' })

/** Chooses the Organization whose identity provider signs the person in; the rest happens there. */
export function Component() {
  const { api } = useServices()
  const [query] = useSearchParams()
  const options = useQuery({ queryKey: ['sign-in-options'], queryFn: () => api.call('signInOptions') })
  const returnTo = safeReturn(query.get('return'))
  const problem = signInProblem(query.get('problem'))

  return (
    <main className={styles.page}>
      {options.data?.lab && (
        <Banner>
          This is the lab: a small simulated cloud on this machine. Its people need no password.
        </Banner>
      )}
      <div className={styles.card}>
        <div className={styles.brand}>
          <LogoMark />
          <span>Kube-DC networking</span>
        </div>
        <h1>Sign in</h1>
        {problem && (
          <div role="alert">
            <Finding state="broken" title="You are not signed in" tinted>
              <p>{problem}</p>
            </Finding>
          </div>
        )}
        {options.error instanceof ApiError && (
          <ProblemBox
            title="The sign-in cannot begin"
            problem={options.error.problem}
            onRetry={() => void options.refetch()}
          />
        )}
        {options.data &&
          (options.data.realms.length > 0 ? (
            <Realms realms={options.data.realms} returnTo={returnTo} />
          ) : (
            <OrganizationForm returnTo={returnTo} asked={query.get('realm') ?? ''} />
          ))}
      </div>
    </main>
  )
}

interface RealmsProps {
  realms: readonly { readonly realm: string; readonly label: string }[]
  returnTo: string
}

/** Links and not a form: the way to the identity provider is a page load. */
function Realms({ realms, returnTo }: RealmsProps) {
  return (
    <>
      <p className={styles.lead}>Choose your Organization.</p>
      <ul className={styles.realms}>
        {realms.map(({ realm, label }) => (
          <li key={realm}>
            <a href={startSignIn(realm, returnTo)} className={styles.realm}>
              <strong>{label}</strong>
              {label !== realm && <span className={styles.realmName}>{realm}</span>}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

interface OrganizationFormProps {
  returnTo: string
  /** What was typed before a sign-in that failed. */
  asked: string
}

function OrganizationForm({ returnTo, asked }: OrganizationFormProps) {
  const [name, setName] = useState(asked)
  const [touched, setTouched] = useState(false)
  const wrong = name === '' ? 'Enter the name of your Organization.' : nameProblem(name)

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    setTouched(true)
    if (!wrong) window.location.assign(startSignIn(name, returnTo))
  }

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Field
        label="Organization"
        name="organization"
        value={name}
        autoComplete="organization"
        autoFocus
        help="As in the web address of your cloud."
        error={touched ? wrong : undefined}
        onChange={(event) => setName(event.target.value.trim())}
        onBlur={() => setTouched(name !== '')}
      />
      <ActionButton look="primary" type="submit">
        Sign in
      </ActionButton>
    </form>
  )
}
