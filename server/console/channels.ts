import type { Study } from "../../experiments/contract/study.ts";

type Source = Study["recruitment"]["source"];

/** A way in which people come: its exact address, and what to do with it. */
export type Channel = {
  readonly source: Source;
  readonly name: string;
  readonly url: string;
  readonly todo: string;
  readonly isOn: boolean;
};

type Way = { readonly name: string; readonly query: string; readonly todo: string };

// As each panel fills in its links: Prolific and CloudResearch by placeholders of their own, SONA by %SURVEY_CODE%.
const ways: Readonly<Record<Source, Way>> = {
  open: { name: "Open link", query: "", todo: "Everybody who has the address can take part." },
  personal: {
    name: "Personal links",
    query: "?link=…",
    todo: "Make the links below and give each person one. It goes on where that person began.",
  },
  singleUse: {
    name: "Links that work once",
    query: "?link=…",
    todo: "Make the links below; each opens the study once.",
  },
  prolific: {
    name: "Prolific",
    query: "?PROLIFIC_PID={{%PROLIFIC_PID%}}&STUDY_ID={{%STUDY_ID%}}&SESSION_ID={{%SESSION_ID%}}",
    todo: "At Prolific, choose URL parameters, paste the address as the study's link, and put Prolific's own completion links below as the addresses where people go.",
  },
  sona: {
    name: "SONA",
    query: "?survey_code=%SURVEY_CODE%",
    todo: "At SONA, paste the address as the study URL. Put SONA's client-side completion URL below, with {panelId} in the place of XXXX.",
  },
  mturk: {
    name: "MTurk or CloudResearch",
    query: "",
    todo: "At MTurk, use the address as the external question: MTurk itself adds workerId, assignmentId and hitId. At CloudResearch, have it add participantId and set that name under Recruitment. Workers bring back the completion code.",
  },
};

/** Every way, with the address to paste; the study's own is on. */
export function channelsOf({ recruitment }: Study, url: string): readonly Channel[] {
  const { source: own, panelParameter } = recruitment;
  return (Object.keys(ways) as Source[]).map((source) => {
    const { name, query, todo } = ways[source];
    const isOn = source === own;
    if (!isOn || panelParameter === undefined) return { source, name, url: `${url}${query}`, todo, isOn };
    if (source !== "open") return { source, name, url: `${url}${withName(query, panelParameter)}`, todo, isOn };
    const withId = `To find somebody's purchases later, give them the address with ?${panelParameter}= and their id behind it.`;
    return { source, name, url, todo: `${todo} ${withId}`, isOn };
  });
}

/** The study may have another name for the panel's id. */
function withName(query: string, parameter: string): string {
  return query.replace(/^\?(?!link=)\w+/, `?${parameter}`);
}
