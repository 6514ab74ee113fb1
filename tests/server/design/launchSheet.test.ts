import { expect, test } from "vitest";
import { launchSheet } from "../../../server/design/launchSheet.ts";
import { previewTicket, studyOfTicket } from "../../../server/design/previewTicket.ts";
import { problemForm } from "../../../server/design/problemForm.ts";
import { coffeeStudy } from "../coffeeStudy.ts";

test("the sheet before a launch says what is collected, who may come, how long it takes, and what to look at", async () => {
  const { study } = await coffeeStudy({ quota: undefined });
  const recruitment = { ...study.recruitment, source: "prolific" as const, redirectUrl: undefined };
  const consent = { ...study.consent, text: { en: "Only English." }, contact: "ask me", minimumAge: 21 };
  const sheet = launchSheet({ ...study, recruitment, consent }, "http://127.0.0.1:4100");
  expect(sheet.planned).toBeNull();
  expect(sheet.minutes).toBeGreaterThan(1);
  expect(sheet.remarks.map(({ text }) => text)).toEqual([
    "Participants' address is http://127.0.0.1:4100: it opens on this computer only.",
    "People come from prolific and are sent nowhere at the end.",
    "The consent text is not there in nl.",
    "The contact is neither an e-mail address nor a telephone number.",
    "No number of people is planned: results are shown from the first person on.",
  ]);
  expect(sheet.whoCanTakePart.slice(0, 3)).toEqual([
    "people whom Prolific sends",
    "from 21 years on",
    `who read ${study.languages.join(" or ")}`,
  ]);
  expect(sheet.collected).toContain("the panel's id, kept apart from the answers under a key of its own");
  expect(sheet.collected.join()).toContain("(iat): each answer with its time in ms");
  const public_ = launchSheet(study, "https://studies.example.org");
  expect(public_.remarks.map(({ form }) => form)).toEqual(["form/recruitment"]);
});

test("a problem leads to the form in which its property is set, where there is one", () => {
  expect(problemForm("flow[1].measures[0].blocks")).toBe("measures/1/0");
  expect(problemForm("consent.minimumAge")).toBe("form/consent");
  expect(problemForm("analysis.stated")).toBe("form/plan");
  expect([problemForm("nothing"), problemForm("flow[1]"), problemForm(undefined)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("a preview's ticket opens one draft, today and tomorrow, and nothing when a letter of it is changed", () => {
  const [key, now] = ["secret", new Date("2026-03-01T23:00:00Z")];
  const ticket = previewTicket({ studyId: "oat-drinks", key, now });
  const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
  expect(studyOfTicket(ticket, { key, now })).toBe("oat-drinks");
  expect(studyOfTicket(ticket, { key, now: later(24) })).toBe("oat-drinks");
  expect(studyOfTicket(ticket, { key, now: later(26) })).toBeUndefined();
  expect(studyOfTicket(ticket, { key, now: later(-24) })).toBeUndefined();
  expect(studyOfTicket(ticket.replace("oat", "eat"), { key, now })).toBeUndefined();
  expect(studyOfTicket(`${ticket.slice(0, -1)}_`, { key: "other", now })).toBeUndefined();
  expect(studyOfTicket("", { key, now })).toBeUndefined();
});
