import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPlaceholder } from "../../experiments/contract/placeholder.ts";

describe("an id that nobody filled in", () => {
  // Prolific, Qualtrics, CloudResearch, SurveyMonkey, Alchemer, HubSpot, Mailchimp, Salesforce and LimeSurvey write them so.
  test.each([
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the panels write them so
    ...["{{%PROLIFIC_PID%}}", "{{PROLIFIC_PID}}", "{% PROLIFIC_PID %}", "%SURVEY_CODE%", "${e://Field/PROLIFIC_PID}"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the panels write them so
    ...["${workerId}", "#{id}", "$(id)", "[ID]", "[%GET:pid%]", "[pid_value]", "<id>", "&lt;id&gt;", "{id}", "%%id%%"],
    ...["*|EMAIL|*", "{{ contact.id }}", "__ID__", "$id", ":id", "@@ID@@", "(null)", "[object Object]", "YOUR_ID_HERE"],
    ...["null", "undefined", "NaN", "None", "nil", "n/a", "#N/A", "", " ", "\u200b", '""', "\u2019", "\ufffdIT%"],
    ...["PROLIFIC_PID", "survey_code", "workerId", "participant_id", "ASSIGNMENT_ID_NOT_AVAILABLE"],
    ...["｛｛％PROLIFIC_PID％｝｝", " {{%PROLIFIC_PID%}}.", "abc{{%SESSION_ID%}}", "{{%PROLIFIC_PID%"],
    ...["%7B%7B%25PROLIFIC_PID%25%7D%7D", "%257B%257BPROLIFIC_PID%257D%257D", "%5BID%5D", "%3Cid%3E", "%24%7Bpid%7D"],
  ])("is known: %s", (id) => expect(isPlaceholder(id)).toBe(true));

  test("is known by the name of what should carry it", () => {
    expect(isPlaceholder("respondent", "respondent")).toBe(true);
    expect(isPlaceholder("Loyalty-Number", "loyalty_number")).toBe(true);
    expect(isPlaceholder("respondent", "pid")).toBe(false);
  });

  // Prolific's are 24 hexadecimal digits, SONA's 2 to 7 digits, MTurk's A and letters; hashes, e-mails and numbers of cards.
  test.each([
    ...[
      "5f3c9a1b2c3d4e5f6a7b8c9d",
      "12",
      "4711000",
      "A1B2C3D4E5F6G7",
      "worker-1",
      "ann",
      "p_7",
      "Nana",
      "nil-7",
      "O'Brien",
    ],
    ...["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "ann@example.org", "a+b@example.org"],
    ...["2620:0:2d0", "NL-0042/7", "100%", "50% off", "née", "李雷", "Σ-9", "5f00inattentive", "=cmd|' /C calc'!A0"],
  ])("is not: %s", (id) => expect(isPlaceholder(id, "pid")).toBe(false));

  test("is never an id of letters, digits and hyphens that is no such word, whatever it is", () => {
    const id = fc.stringMatching(/^[a-z0-9]{2}[0-9][a-z0-9-]{0,20}$/);
    fc.assert(fc.property(id, (one) => !isPlaceholder(one)));
  });

  test("is known in brackets of every kind, encoded or not", () => {
    const name = fc.stringMatching(/^[A-Za-z_]{1,20}$/);
    const around = fc.constantFrom(["{{", "}}"], ["${", "}"], ["[", "]"], ["<", ">"], ["{%", "%}"], ["#{", "}"]);
    const encoded = fc.constantFrom((text: string) => text, encodeURIComponent);
    fc.assert(
      fc.property(name, around, encoded, (word, [before, after], write) =>
        isPlaceholder(write(`${before}${word}${after}`)),
      ),
    );
  });
});
