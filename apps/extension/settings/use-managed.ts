import { useEffect, useState } from 'react';
import { loadManaged, type Managed, onManagedChange } from '../server/managed.ts';

/** What the administrator of this browser decided, as it is at this moment; null until it is known. */
export function useManaged(): Managed | null {
  const [managed, setManaged] = useState<Managed | null>(null);
  useEffect(() => {
    const read = (): void => void loadManaged().then(setManaged);
    read();
    return onManagedChange(read);
  }, []);
  return managed;
}
