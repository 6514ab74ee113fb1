import type { ConsentGiven } from "../../contract/session.ts";
import { textIn } from "../../contract/text.ts";
import type { ShownStudy } from "../session/shownStudy.ts";
import type { Texts } from "../texts.ts";
import { button, element, prose } from "./element.ts";
import type { Shell } from "./shell.ts";

export type ConsentChoice = "declined" | ConsentGiven["purposes"];
export type ConsentOffer = {
  readonly study: ShownStudy;
  /** Minutes the whole study takes, told when it is known; null when it never will be. */
  readonly minutes: Promise<number | null>;
  /** Said first, when the text changed under the participant's eyes. */
  readonly notice: "changed" | null;
};

/** Shows who asks, what for and what is done with it, and waits for the participant's decision. Nothing is ticked
 *  beforehand; what the study asks beside taking part are choices of their own. */
export function askConsent(shell: Shell, offer: ConsentOffer): Promise<ConsentChoice> {
  const form = consentForm(shell, offer);
  return new Promise((resolve) => {
    const start = button(shell.texts.welcome.start, "primary", () => {
      if (form.isComplete()) resolve(form.purposes());
    });
    shell.show({
      title: textIn(offer.study.title, shell.language),
      body: [...introduction(shell, offer), form.element],
      actions: [button(shell.texts.welcome.decline, "quiet", () => resolve("declined")), start],
    });
  });
}

function introduction({ texts, language }: Shell, { study, minutes, notice }: ConsentOffer): readonly HTMLElement[] {
  const { welcome } = texts;
  const { name, organisation, sponsor } = study.researcher;
  const by = organisation && organisation !== name ? `${name}, ${organisation}` : name;
  const isPaid = sponsor !== undefined && sponsor !== "none";
  const length = element("li", {}, ["…"]);
  void minutes.then((known) => {
    if (known === null) length.remove();
    else length.textContent = welcome.minutes(known);
  });
  const isTimed = study.flow.some(({ part }) => part === "implicit");
  return [
    ...(notice === null ? [] : [element("p", { class: "notice", role: "alert" }, [welcome.changed])]),
    element("p", { class: "byline" }, [welcome.by(by), isPaid ? ` · ${welcome.paidBy(sponsor)}` : null]),
    element("ul", { class: "facts" }, [
      length,
      element("li", {}, [welcome.anyDevice]),
      element("li", {}, [welcome.stopAnyTime]),
    ]),
    element("h2", {}, [welcome.aboutTitle]),
    ...prose(textIn(study.consent.text, language)),
    ...(isTimed ? [element("p", {}, [welcome.timedPart])] : []),
    element("p", { class: "quiet-text" }, [welcome.contact(study.consent.contact)]),
  ];
}

type Box = {
  readonly input: HTMLInputElement;
  readonly element: HTMLElement;
  readonly mark: (isMissing: boolean) => void;
};

function consentForm({ texts, language }: Shell, { study }: ConsentOffer) {
  const { welcome } = texts;
  const { minimumAge, parentalConsent, ask, version } = study.consent;
  const required = [
    ...(minimumAge > 0 ? [tickBox(texts, "age", [welcome.age(minimumAge)])] : []),
    ...(study.explicitConsent === undefined
      ? []
      : [tickBox(texts, "explicit", [welcome.explicit, " ", textIn(study.explicitConsent, language)])]),
    ...(parentalConsent ? [tickBox(texts, "parent", [textIn(parentalConsent, language)])] : []),
    tickBox(texts, "takePart", [welcome.takePart]),
  ];
  const chosen = ask.map((purpose) => ({ purpose, box: tickBox(texts, purpose, [welcome[purpose]]) }));
  const form = element("form", { class: "consent", novalidate: true }, [
    group(
      welcome.takePartTitle,
      null,
      required.map((box) => box.element),
    ),
    ...(chosen.length === 0
      ? []
      : [
          group(
            welcome.choicesTitle,
            welcome.choicesHelp,
            chosen.map(({ box }) => box.element),
          ),
        ]),
    element("p", { class: "quiet-text" }, [welcome.version(version)]),
  ]);
  form.addEventListener("submit", (event) => event.preventDefault());
  return {
    element: form,
    isComplete: (): boolean => {
      for (const box of required) box.mark(!box.input.checked);
      const missing = required.find(({ input }) => !input.checked);
      missing?.input.focus();
      return missing === undefined;
    },
    purposes: (): ConsentGiven["purposes"] => {
      const given = new Set(chosen.filter(({ box }) => box.input.checked).map(({ purpose }) => purpose));
      return {
        takePart: true,
        linkPurchases: given.has("linkPurchases"),
        linkHistory: given.has("linkHistory"),
        recontact: given.has("recontact"),
        shareData: given.has("shareData"),
      };
    },
  };
}

function group(title: string, help: string | null, boxes: readonly HTMLElement[]): HTMLElement {
  return element("fieldset", {}, [
    element("legend", {}, [title]),
    help === null ? null : element("p", { class: "quiet-text" }, [help]),
    ...boxes,
  ]);
}

function tickBox(texts: Texts, name: string, label: readonly string[]): Box {
  const input = element("input", { type: "checkbox", name, id: `consent-${name}` });
  const complaint = element("p", { class: "complaint", id: `consent-${name}-missing`, hidden: true }, [
    texts.welcome.missing,
  ]);
  const mark = (isMissing: boolean): void => {
    complaint.hidden = !isMissing;
    if (isMissing) input.setAttribute("aria-describedby", complaint.id);
    else input.removeAttribute("aria-describedby");
    input.setAttribute("aria-invalid", String(isMissing));
  };
  input.addEventListener("change", () => mark(false));
  const line = element("label", { class: "tick" }, [input, element("span", {}, label)]);
  return { input, element: element("div", {}, [line, complaint]), mark };
}
