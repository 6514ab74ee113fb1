import { type Role, roles } from "../store/store.ts";
import type { ConsoleRoute } from "./consoleRoute.ts";

/** What the routes of a study are for, in words that follow "may". A test fails for a route without them. */
const words: Readonly<Record<string, string>> = {
  "get ": "see how the study goes",
  "get /events": "see how the study goes",
  "get /quality": "look at the answers of single sessions",
  "get /quality/:flag": "look at the answers of single sessions",
  "get /sessions/:session": "look at the answers of single sessions",
  "get /results": "read the report",
  "get /report": "read the report",
  "get /report/:file": "read the report",
  "post /report": "make the report",
  "post /report/:job": "make the report",
  "post /shares": "share the report by a link",
  "post /shares/:share": "share the report by a link",
  "post /export": "take the pseudonymous data out",
  "post /state": "open and pause the study",
  "get /design": "make the study and launch it",
  "post /design": "make the study and launch it",
  "get /design/study.yaml": "make the study and launch it",
  "get /design/study.zip": "make the study and launch it",
  "get /design/versions": "make the study and launch it",
  "get /design/problems.json": "make the study and launch it",
  "get /design/revisions/:revision": "make the study and launch it",
  "get /design/form/:section": "make the study and launch it",
  "get /design/measures": "make the study and launch it",
  "get /design/measures/:part/:place": "make the study and launch it",
  "post /design/flow": "make the study and launch it",
  "post /design/products": "make the study and launch it",
  "post /design/fields": "make the study and launch it",
  "post /design/text": "make the study and launch it",
  "post /design/restore": "make the study and launch it",
  "post /design/picture": "make the study and launch it",
  "get /design/pictures/:sha256": "make the study and launch it",
  "get /design/preview": "make the study and launch it",
  "get /design/check": "make the study and launch it",
  "post /design/undo": "make the study and launch it",
  "post /design/duplicate": "make the study and launch it",
  "get /design/try": "make the study and launch it",
  "post /design/try": "make the study and launch it",
  "get /design/try/:job": "make the study and launch it",
  "post /design/try/:job": "make the study and launch it",
  "post /design/launch": "make the study and launch it",
  "get /recruit": "see the participants' links",
  "get /recruit/qr.svg": "see the participants' links",
  "post /recruit": "make personal links",
  "post /recruit/:batch": "take personal links back",
  "get /purchases": "import purchases",
  "post /purchases": "import purchases",
  "get /purchases/:upload": "import purchases",
  "post /purchases/:upload": "import purchases",
  "get /purchases/imports/before/:batch": "see and undo imports",
  "get /purchases/imports/:batch": "see and undo imports",
  "post /purchases/imports/:batch": "see and undo imports",
  "get /people": "see the participants",
  "get /people/before/:sessionId": "see the participants",
  "get /people/only/:filter": "see the participants",
  "get /people/only/:filter/before/:sessionId": "see the participants",
  "get /people/:participantId": "see the participants",
  "post /people/find": "find a participant by a code",
  "get /people/:participantId/copy": "give participants a copy of their data",
  "post /people/:participantId/withdraw": "withdraw participants",
  "post /people/:participantId/back": "withdraw participants",
  "post /people/list": "take the list of participants out",
  "post /people/:participantId/erase": "erase participants",
  "get /panel": "see whom the panel should pay",
  "get /panel/before/:sessionId": "see whom the panel should pay",
  "post /panel/list": "take the panel's ids out",
  "get /handed-out": "see who got data",
  "get /handed-out/:seq/erased": "tell those who got data of erasures",
  "post /handed-out/identities": "take the panel's ids out",
  "post /handed-out/winnings": "list who won what",
  "post /handed-out/wave": "list whom to ask again",
  "get /members": "see the members",
  "post /members": "invite members",
  "post /members/:accountId": "change and remove members",
  "post /members/invitations/:invitation": "take invitations back",
  "get /audit": "read the audit",
  "get /audit/before/:line": "read the audit",
};

export type Right = { readonly role: Role; readonly may: readonly string[] };

/** What each role may do beyond the one before it, as the table of routes decides it. */
export function rightsIn(routes: readonly ConsoleRoute[]): readonly Right[] {
  return roles.map((role) => {
    const own = routes.filter(({ access }) => access === `study:${role}`);
    return { role, may: [...new Set(own.flatMap((route) => wordsFor(route) ?? []))] };
  });
}

export function wordsFor({ method, path }: Pick<ConsoleRoute, "method" | "path">): string | undefined {
  return words[`${method} ${path.replace("/studies/:studyId", "")}`];
}
