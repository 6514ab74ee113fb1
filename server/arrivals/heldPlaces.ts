/** A device holds this many places of a quota, always fewer than there are. More people than that behind one address, as in a
 *  laboratory, take part all the same; the quota may then be overshot by who is at work. */
const PLACES_A_DEVICE = 3;
// Longer than a session takes: whoever keeps made-up sessions alive gains no further places by waiting.
const REMEMBERED_MS = 60 * 60 * 1000;
const DEVICES = 50_000;

type Claim = { readonly device: string; readonly studyId: string; readonly sessionId: string };

export type HeldPlaces = {
  /** Whether a session may hold one of the `places` beside those that its device holds already. */
  take(claim: Claim, places: number): boolean;
};

/** Remembers, in this process alone, which places each device was given. */
export function heldPlaces(now: () => number = Date.now): HeldPlaces {
  const given = new Map<string, ReadonlyMap<string, number>>();
  return {
    take({ device, studyId, sessionId }, places) {
      const key = `${device} ${studyId}`;
      const since = now() - REMEMBERED_MS;
      const sessions = new Map([...(given.get(key) ?? [])].filter(([, at]) => at > since));
      const isGiven = sessions.has(sessionId) || sessions.size < Math.min(PLACES_A_DEVICE, places - 1);
      if (isGiven) sessions.set(sessionId, now());
      given.delete(key);
      given.set(key, sessions);
      const [oldest] = given.keys();
      if (given.size > DEVICES && oldest !== undefined) given.delete(oldest);
      return isGiven;
    },
  };
}
