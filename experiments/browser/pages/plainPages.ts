import { button, element } from "./element.ts";
import type { Shell } from "./shell.ts";

/** Pages that say why the study does not start or go on here. */
export type Gate =
  | "closed"
  | "paused"
  | "full"
  | "done"
  | "spent"
  | "unknown"
  | "noPanel"
  | "preview"
  | "away"
  | "moved"
  | "screen"
  | "keyboard"
  | "ineligible";

/** Says why the study does not start or go on here, with the way back to the panel where there is one. */
export function showGate(shell: Shell, gate: Gate, redirectUrl: string | null = null): void {
  const { gates } = shell.texts;
  shell.progress(null);
  shell.stopping(null);
  shell.show({
    title: gates[`${gate}Title`],
    body: [element("p", {}, [gates[gate]])],
    actions: redirectUrl === null ? [] : [wayBack(shell, redirectUrl)],
    tone: "alert",
  });
}

/** The way back to where the participant came from. */
export function wayBack(shell: Shell, address: string): HTMLElement {
  return element("a", { class: "button primary", href: address, rel: "noreferrer" }, [shell.texts.end.goBack]);
}

/** Says that we made a mistake, with the number to mention. */
export function showFault(shell: Shell, id: string): void {
  const { gates, tryAgain } = shell.texts;
  shell.languages([]);
  shell.show({
    title: gates.faultTitle,
    body: [element("p", {}, [gates.fault(id)])],
    actions: [button(tryAgain, "primary", () => window.location.reload())],
    tone: "alert",
  });
}

/** Shows a page with one way on and, if given, another; resolves with the one taken. */
export function askToGoOn(
  shell: Shell,
  page: { readonly title: string; readonly text: readonly string[]; readonly goOn: string; readonly other?: string },
): Promise<"goOn" | "other"> {
  return new Promise((resolve) => {
    shell.show({
      title: page.title,
      body: page.text.map((text) => element("p", {}, [text])),
      actions: [
        page.other === undefined ? null : button(page.other, "quiet", () => resolve("other")),
        button(page.goOn, "primary", () => resolve("goOn")),
      ],
    });
  });
}

/** Says what is under way, and, if need be, why it takes so long. */
export function showWaiting(shell: Shell, title: string, why = ""): void {
  const dots = element("div", { class: "dots", "aria-hidden": "true" });
  shell.show({ title, body: why === "" ? [dots] : [element("p", {}, [why]), dots] });
}
