import type { LinkedPerson, RecordStore } from "../store/store.ts";
import type { Tally } from "./importReport.ts";
import { remembered } from "./remembered.ts";

const HASH = /^[0-9a-f]{64}$/;

/** Finds the person that a company's key names: a panel id as it is, or its keyed hash made with `saydo key`. Counts
 *  whether there is one who agreed; undefined when the row must go no further. */
export type FindPerson = (participantKey: string | undefined, counts: Tally) => LinkedPerson | undefined;

export async function personFinder(records: RecordStore, studyId: string): Promise<FindPerson> {
  const hashOf = remembered(await records.keyHasher(studyId));
  const people = await records.linkedPeople(studyId);
  return (participantKey = "", counts) => {
    const asHash = participantKey.toLowerCase();
    const person = (HASH.test(asHash) ? people.get(asHash) : undefined) ?? people.get(hashOf(participantKey));
    if (!person) counts.count("unmatched");
    else if (!person.mayLink) counts.count("withoutConsent");
    else counts.count("matched");
    return person?.mayLink ? person : undefined;
  };
}
