export type StudyOfToken = (tokenHash: string) => Promise<string | undefined>;

const REMEMBERED = 20_000;

/** Remembers which study a token's session belongs to, which never changes; asks the store for the others. What nobody
 *  holds is not remembered, so that made-up tokens push nobody out. */
export function studyOfToken(ask: StudyOfToken, remembered = REMEMBERED): StudyOfToken {
  const known = new Map<string, string>();
  return async (tokenHash) => {
    const before = known.get(tokenHash);
    if (before !== undefined) return before;
    const studyId = await ask(tokenHash);
    if (studyId === undefined) return undefined;
    known.set(tokenHash, studyId);
    const [oldest] = known.keys();
    if (known.size > remembered && oldest !== undefined) known.delete(oldest);
    return studyId;
  };
}
