/** Whether this tab may run the session, and how to learn that another one took it over. */
export type Tab = { readonly isFirst: boolean; readonly takeOver: () => Promise<void>; readonly lost: Promise<void> };

/** Claims a session for this tab. One tab at a time holds it; browsers without Web Locks let every tab go on, and the
 *  server's numbering keeps their trials apart. */
export async function claimTab(locks: LockManager | undefined, sessionId: string): Promise<Tab> {
  let tellLost = (): void => undefined;
  const lost = new Promise<void>((resolve) => {
    tellLost = resolve;
  });
  const claim = (options: LockOptions): Promise<boolean> =>
    new Promise((resolve) => {
      const hold = (lock: Lock | null): Promise<void> => {
        resolve(lock !== null);
        // Held as long as the page lives.
        return lock === null ? Promise.resolve() : new Promise(() => undefined);
      };
      // Rejects when another tab steals the lock.
      locks?.request(`saydo ${sessionId}`, options, hold).catch(() => tellLost());
    });
  if (!locks) return { isFirst: true, takeOver: () => Promise.resolve(), lost };
  const isFirst = await claim({ ifAvailable: true });
  return { isFirst, takeOver: async () => void (await claim({ steal: true })), lost };
}
