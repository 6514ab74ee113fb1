import type { SessionFinished } from "../../contract/session.ts";
import { textIn } from "../../contract/text.ts";
import type { ShownStudy } from "../session/shownStudy.ts";
import { button, element, prose } from "./element.ts";
import { wayBack } from "./plainPages.ts";
import type { Shell } from "./shell.ts";

type End = {
  readonly study: ShownStudy;
  readonly finished: SessionFinished;
  /** Stands below what the study was about. */
  readonly ownScores: HTMLElement | null;
};

/** Thanks, gives the one code, says what the study was about, and how to change one's mind. */
export function showEnd(shell: Shell, { study, finished, ownScores }: End): void {
  const { end } = shell.texts;
  const isTimed = study.flow.some(({ part }) => part === "implicit");
  const about = [
    ...(study.debrief === undefined ? [] : prose(textIn(study.debrief, shell.language))),
    ...(isTimed ? [element("p", {}, [end.timedTask])] : []),
  ];
  shell.show({
    title: end.title,
    body: [
      element("p", {}, [end.stored]),
      finished.completionCode === undefined ? null : codeBox(shell, { label: end.code, code: finished.completionCode }),
      ...(about.length === 0 ? [] : [element("h2", {}, [end.debriefTitle]), ...about]),
      ownScores,
      element("h2", {}, [end.withdrawalTitle]),
      element("p", {}, [end.withdrawal(study.consent.contact)]),
      finished.ownDataCode === undefined
        ? null
        : element("p", {}, [element("a", { href: `/my#${finished.ownDataCode}`, target: "_blank" }, [end.ownData])]),
      finished.redirectUrl === null ? element("p", { class: "quiet-text" }, [end.leave]) : null,
    ],
    actions: finished.redirectUrl === null ? [] : [wayBack(shell, finished.redirectUrl)],
  });
}

function codeBox(shell: Shell, { label, code }: { readonly label: string; readonly code: string }): HTMLElement {
  const { copy, copied } = shell.texts.end;
  const copier = button(copy, "secondary", () => {
    // Where the clipboard is refused, the code is still there to be read and selected.
    navigator.clipboard?.writeText(code).then(
      () => {
        copier.textContent = copied;
      },
      () => undefined,
    );
  });
  copier.setAttribute("aria-label", `${copy}: ${label}`);
  return element("div", { class: "code-box" }, [
    element("span", { class: "code-label" }, [label]),
    element("code", {}, [code]),
    copier,
  ]);
}
