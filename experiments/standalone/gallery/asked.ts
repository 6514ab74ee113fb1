/** What the gallery's address asks for. */
export type Asked = {
  readonly measure: string | null;
  readonly language: "en" | "nl" | "de";
  /** `short`: few trials, to look at the task; `full`: the preset. */
  readonly length: "short" | "full";
};

export const languages = ["en", "nl", "de"] as const;

export function askedIn(search: string): Asked {
  const words = new URLSearchParams(search);
  const language = languages.find((known) => known === words.get("language")) ?? "en";
  return { measure: words.get("measure"), language, length: words.get("length") === "full" ? "full" : "short" };
}

/** The address of a place in the gallery. */
export function addressOf({ measure, language, length }: Asked): string {
  const words = new URLSearchParams({ ...(measure === null ? {} : { measure }), language, length });
  return `?${words}`;
}
