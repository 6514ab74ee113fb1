import type { Store } from "../store/store.ts";

/** An id made from a title, or the one wanted as it is where nothing has it. */
export async function freeId(store: Store, title: string, wanted?: string): Promise<string> {
  const studies = await store.studies.ids();
  if (wanted !== undefined && !studies.has(wanted)) return wanted;
  return idFrom(title, "study", (one) => studies.has(one));
}

const MOST_ID_LETTERS = 48;

/** A short name for addresses and columns, made from a title; with a number behind it where it is taken. */
export function idFrom(title: string, otherwise: string, isTaken: (id: string) => boolean): string {
  const plain = title.normalize("NFKD").toLowerCase().replaceAll(/\p{M}/gu, "");
  const words = plain.replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^[^a-z]+|-+$/g, "");
  const base = words.slice(0, MOST_ID_LETTERS).replace(/-+$/, "") || otherwise;
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!isTaken(id)) return id;
  }
}
