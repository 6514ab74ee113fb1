import type { SkipReason } from "../../contract/trial.ts";
import type { Step } from "../play/studySteps.ts";
import { button, element } from "./element.ts";
import { askToGoOn } from "./plainPages.ts";
import type { Shell } from "./shell.ts";

const skipReasons = ["screenReader", "movement", "sight", "noReason"] as const satisfies readonly SkipReason[];

type Part = {
  readonly part: Step["part"];
  readonly minutes: number | null;
};

/** The pause before a part: what comes, how long it takes, and, before a timed part, a way around it. */
export async function askForPart(shell: Shell, part: Part): Promise<"goOn" | SkipReason> {
  const texts = shell.texts;
  const isTimed = part.part === "implicit";
  for (;;) {
    const answer = await askToGoOn(shell, {
      title: texts.part.titles[part.part],
      text: [
        texts.part[part.part],
        [part.minutes === null ? null : texts.part.minutes(part.minutes), texts.part.pause]
          .filter((sentence) => sentence !== null)
          .join(" "),
      ],
      goOn: texts.continue,
      ...(isTimed ? { other: texts.part.cannot } : {}),
    });
    if (answer === "goOn") return "goOn";
    const reason = await askWhy(shell);
    if (reason !== "back") return reason;
  }
}

/** Asks why the timed part is left out; "back" for someone who would rather try. */
export function askWhy(shell: Shell): Promise<SkipReason | "back"> {
  const { skip, back } = shell.texts;
  const choices = skipReasons.map((reason) => {
    const input = element("input", { type: "radio", name: "reason", value: reason, id: `skip-${reason}` });
    return { reason, input, line: element("label", { class: "tick" }, [input, element("span", {}, [skip[reason]])]) };
  });
  return new Promise((resolve) => {
    const chosen = (): SkipReason => choices.find(({ input }) => input.checked)?.reason ?? "noReason";
    shell.show({
      title: skip.title,
      body: [
        element("fieldset", {}, [
          element("legend", { class: "plain" }, [skip.text]),
          ...choices.map(({ line }) => line),
        ]),
      ],
      actions: [button(back, "quiet", () => resolve("back")), button(skip.confirm, "primary", () => resolve(chosen()))],
    });
  });
}
