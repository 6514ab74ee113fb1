import type { BrowserContext } from "playwright-core";

/** Makes a browser refuse storage, as private windows, managed devices and cross-site frames do. */
export async function refuseStorage(context: BrowserContext, names: readonly string[]): Promise<void> {
  await context.addInitScript((refused) => {
    for (const name of refused) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException("Access is denied for this document.", "SecurityError");
        },
      });
    }
  }, names);
}

/** The same for cookies and locks: what a frame at another site meets where all cookies are blocked. */
export async function refuseCookies(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const refuse = () => {
      throw new DOMException("Access is denied for this document.", "SecurityError");
    };
    Object.defineProperty(document, "cookie", { get: refuse, set: refuse });
    navigator.locks.request = async () => refuse();
  });
}
