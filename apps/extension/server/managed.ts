import { type AddressProblem, readServerAddress } from './address.ts';

/** What the administrator of this browser decided (chrome.storage.managed, schema in managed-schema.json). */
export interface Managed {
  /** In its one spelling; null: people choose. */
  readonly serverAddress: string | null;
  /** An address was set that cannot be one: people choose, and are told whom to ask. */
  readonly addressProblem: AddressProblem | null;
  /** Whether selected text can be looked up from the context menu. */
  readonly selection: boolean;
  /** Whether counts on company pages can be saved as evidence. */
  readonly evidence: boolean;
}

const NOTHING: Managed = { serverAddress: null, addressProblem: null, selection: true, evidence: true };

/** A browser without policies, or with one of the wrong form, leaves everything to people. */
export async function loadManaged(): Promise<Managed> {
  const stored: Record<string, unknown> | null = (await chrome.storage.managed?.get(null).catch(() => null)) ?? null;
  if (stored === null) return NOTHING;
  const { serverAddress, lookUpSelection, saveEvidence } = stored;
  const read = typeof serverAddress === 'string' ? readServerAddress(serverAddress) : null;
  return {
    serverAddress: read?.ok && read.address !== '' ? read.address : null,
    addressProblem: read === null || read.ok ? null : read.problem,
    selection: lookUpSelection !== false,
    evidence: saveEvidence !== false,
  };
}

/**
 * Calls back when the administrator decides otherwise while the browser runs.
 * @returns what ends that
 */
export function onManagedChange(changed: () => void): () => void {
  const { managed } = chrome.storage;
  managed?.onChanged.addListener(changed);
  return () => managed?.onChanged.removeListener(changed);
}
