/** Whether this tab may run the session, and how to learn that another one took it over. */
export type Tab = { readonly isFirst: boolean; readonly takeOver: () => Promise<void>; readonly lost: Promise<void> };

/** Claims a session for this tab. One tab at a time holds it. Where Web Locks are missing or refused (a cross-site frame
 *  without storage), every tab goes on, and the server's numbering keeps their trials apart. */
export async function claimTab(locks: LockManager | undefined, sessionId: string): Promise<Tab> {
  let tellLost = (): void => undefined;
  const lost = new Promise<void>((resolve) => {
    tellLost = resolve;
  });
  const claim = (options: LockOptions): Promise<boolean> =>
    new Promise((resolve) => {
      let isHeld = false;
      const hold = (lock: Lock | null): Promise<void> => {
        isHeld = lock !== null;
        resolve(isHeld);
        // Held as long as the page lives.
        return isHeld ? new Promise(() => undefined) : Promise.resolve();
      };
      const request = locks?.request(`saydo ${sessionId}`, options, hold) ?? Promise.reject(new RangeError("no locks"));
      // Once held, a rejection means that another tab took it; before, that there are no locks here.
      request.catch(() => (isHeld ? tellLost() : resolve(true)));
    });
  const isFirst = await claim({ ifAvailable: true });
  return { isFirst, takeOver: async () => void (await claim({ steal: true })), lost };
}
