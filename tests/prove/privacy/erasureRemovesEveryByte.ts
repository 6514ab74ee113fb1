import { erasedPeople } from "../../server/erasedPeople.ts";
import { storeKinds } from "../../server/stores.ts";
import type { Proof } from "../proof.ts";
import { canariesIn, filesIn } from "../support/canaries.ts";

const WITHIN_MS = 60_000;

/** People with texts of their own in every place a person can leave one; some of them are erased. */
export const erasureRemovesEveryByte: Proof = {
  id: "F1",
  promise: "Erasure removes every byte of a person from every file of ours.",
  async run({ scale }) {
    const counts = scale === "short" ? { people: 60, erased: 12 } : { people: 1000, erased: 50 };
    const figures: Record<string, number> = { ...counts };
    let isMet = true;
    for (const kind of storeKinds) {
      const found = await erasedPeople(kind, counts);
      const files = filesIn(found.place.data);
      const goneFound = canariesIn(files, found.gone).length;
      const keptFound = canariesIn(files, found.kept).length;
      await found.remove();
      // With PostgreSQL our own files hold keys alone: nobody's answers are in them in the first place.
      const expected = kind === "sqlite" ? found.kept.length : 0;
      isMet = isMet && goneFound === 0 && keptFound === expected && files.length > 0 && found.tookMs < WITHIN_MS;
      figures[`${kind} files`] = files.length;
      figures[`${kind} erased people found`] = goneFound;
      figures[`${kind} others found`] = keptFound;
      figures[`${kind} erasing took ms`] = Math.round(found.tookMs);
    }
    return { isMet, figures };
  },
};
