import { Window } from "happy-dom";

const NAMES = ["window", "document", "navigator", "HTMLElement", "Element", "Node", "Event", "CustomEvent"] as const;

/** Gives this process the page that jsPsych wants to find. Only for processes that simulate: nothing is drawn. */
export function installBrowserGlobals(): void {
  const window = new Window({ url: "http://simulation.invalid/" });
  for (const name of NAMES) {
    Object.defineProperty(globalThis, name, {
      value: name === "window" ? window : window[name],
      configurable: true,
      writable: true,
    });
  }
}
