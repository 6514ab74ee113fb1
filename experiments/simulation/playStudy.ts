import { initJsPsych } from "jspsych";
import { stepTimeline } from "../browser/play/stepTimeline.ts";
import { studySteps } from "../browser/play/studySteps.ts";
import type { Assignment } from "../contract/session.ts";
import type { SimulatedPerson } from "../contract/simulatedPerson.ts";
import type { Study } from "../contract/study.ts";
import type { TimelineDraw } from "../contract/timeline.ts";

/** What a session drew for one simulated person, and in which language it takes part. */
export type Played = {
  readonly study: Study;
  readonly assignment: Assignment;
  readonly seed: number;
  readonly language: string;
  readonly person: SimulatedPerson;
  /** What the server has sealed of each paid instance. */
  readonly commitments?: Readonly<Record<string, string>>;
};
export type Body = Readonly<Record<string, unknown>>;

/** Plays a study through the timelines a real participant meets, with jsPsych's simulation mode answering each trial
 *  from the person. Returns the bodies that would be sent, in order. Needs `installBrowserGlobals` first. */
export async function playStudy(played: Played): Promise<readonly Body[]> {
  const bodies: Body[] = [];
  const steps = studySteps(played.study, played);
  for (const [index, step] of steps.entries()) {
    const display = document.createElement("div");
    const jsPsych = initJsPsych({
      display_element: display,
      on_data_update: (row: { readonly body?: Body }) => {
        if (row.body) bodies.push(row.body);
      },
    });
    const { timeline } = await stepTimeline(jsPsych, {
      step,
      study: played.study,
      language: played.language,
      position: { index, of: steps.length },
      refreshRateHz: null,
      person: played.person,
      draw: drawOf(played, step.instance),
    });
    await jsPsych.simulate(timeline, "data-only");
  }
  return bodies;
}

/** The draw comes once everything is stored, which here is after the play. */
function drawOf({ commitments = {}, person }: Played, instance: string): TimelineDraw | undefined {
  const commitment = commitments[instance];
  if (commitment === undefined) return undefined;
  const bytes = Array.from({ length: 16 }, () => Math.floor(person.random() * 256));
  const nonce = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return { commitment, nonce, close: async () => null };
}
