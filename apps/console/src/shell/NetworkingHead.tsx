import { PageHead, type PageHeadProps } from './PageHead.tsx'
import { TabLinks, type TabLink } from '../parts/TabLinks.tsx'

interface NetworkingHeadProps extends Omit<PageHeadProps, 'tabs'> {
  tabs: readonly TabLink[]
}

/** Head of every page under Networking: its title and actions over the tabs that all of them share. */
export function NetworkingHead({ tabs, ...head }: NetworkingHeadProps) {
  return <PageHead {...head} tabs={<TabLinks label="Networking" tabs={tabs} />} />
}
