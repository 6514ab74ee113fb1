import { describe, expect, test } from "vitest";
import { arrivalOf, studyIdOf } from "../../../experiments/browser/arrival/address.ts";
import { Recruitment } from "../../../experiments/contract/study.ts";

const came = (query: string, recruitment: object = {}) =>
  arrivalOf(new URLSearchParams(query), Recruitment.parse(recruitment));

describe("the address", () => {
  test.each([
    ["/s/coffee-brands", "coffee-brands"],
    ["/s/coffee-brands/", "coffee-brands"],
    ["/s/", null],
    ["/s/a/b", null],
    ["/timing", null],
  ])("%s names the study %s", (path, id) => {
    expect(studyIdOf(path)).toBe(id);
  });

  test.each([
    [{ source: "open", panelParameter: "pid" }, "pid=p1", "p1"],
    [{ source: "prolific" }, "PROLIFIC_PID=p2&STUDY_ID=s&SESSION_ID=x", "p2"],
    [{ source: "sona" }, "survey_code=1234", "1234"],
    [{ source: "mturk" }, "workerId=A1&assignmentId=B2&hitId=C3", "A1"],
    [{ source: "mturk", panelParameter: "participantId" }, "participantId=cr7&assignmentId=B2", "cr7"],
  ])("carries the panel's id: %j, %s", (recruitment, query, panelId) => {
    expect(came(query, recruitment)).toMatchObject({ panelId, gap: undefined });
  });

  test("keeps everything else with the session, but neither language nor ids that have a place of their own", () => {
    const { parameters } = came("PROLIFIC_PID=p&STUDY_ID=s&language=nl&utm=x", { source: "prolific" });
    expect(parameters).toEqual({ STUDY_ID: "s", utm: "x" });
  });

  test("leaves out what a session may not hold: names over 64, values over 512 characters, more than 32", () => {
    const many = Array.from({ length: 40 }, (_, n) => `p${n}=1`).join("&");
    expect(Object.keys(came(many).parameters)).toHaveLength(32);
    expect(came(`${"n".repeat(65)}=1&b=${"v".repeat(513)}`).parameters).toEqual({});
  });

  test.each([
    ["prolific", "", "panelId"],
    // An id of white space would make strangers one person.
    ["sona", "survey_code=%20", "panelId"],
    ["personal", "", "link"],
    ["singleUse", "link=", "link"],
    // How MTurk shows a task to someone who has not accepted it.
    ["mturk", "assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE", "preview"],
  ])("of a %s study does not start with the query %j", (source, query, gap) => {
    expect(came(query, { source }).gap).toBe(gap);
  });
});
