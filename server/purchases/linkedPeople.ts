import type { StoreContext } from "../store/context.ts";
import type { Query } from "../store/database.ts";
import { sessionRecord } from "../store/sessionRecord.ts";
import { keyHashOf } from "../store/vault.ts";

/** A person whose panel id is known, as far as the linkage of records is concerned. */
export type LinkedPerson = {
  readonly participantId: string;
  /** The session's end; its start when it was not finished. The outcome window runs from here. */
  readonly sessionEnd: Date;
  readonly mayLink: boolean;
  readonly mayLinkHistory: boolean;
};

export type PeopleByKey = {
  /** The person that a company's key names: a panel id as it is, or its keyed hash made with `saydo key`. */
  find(participantKey: string): LinkedPerson | undefined;
};

const HASH = /^[0-9a-f]{64}$/;

/** Everyone of a study who came with a panel id. */
export async function peopleByKey(context: StoreContext, studyId: string): Promise<PeopleByKey> {
  const key = await context.vault.studyKey(studyId);
  const people = await linkedPeople(context.database.query, studyId);
  return {
    find(participantKey) {
      const isHash = HASH.test(participantKey.toLowerCase());
      return (
        (isHash ? people.get(participantKey.toLowerCase()) : undefined) ?? people.get(keyHashOf(key, participantKey))
      );
    },
  };
}

async function linkedPeople(query: Query, studyId: string): Promise<ReadonlyMap<string, LinkedPerson>> {
  const rows = await query
    .selectFrom("participant_keys")
    .innerJoin("sessions", "sessions.participant_id", "participant_keys.participant_id")
    .selectAll("sessions")
    .select("participant_keys.key_hash")
    .where("participant_keys.study_id", "=", studyId)
    .execute();
  return new Map(
    rows.map((row) => {
      const { participantId, finishedAt, startedAt, purposes, withdrawnAt } = sessionRecord(row);
      const mayLink = withdrawnAt === null && purposes?.takePart === true && purposes.linkPurchases;
      const sessionEnd = new Date(finishedAt ?? startedAt);
      return [row.key_hash, { participantId, sessionEnd, mayLink, mayLinkHistory: mayLink && purposes.linkHistory }];
    }),
  );
}
