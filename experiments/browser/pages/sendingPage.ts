import { button, element } from "./element.ts";
import type { Shell } from "./shell.ts";

type Sending = {
  readonly unsent: number;
  readonly isAway: boolean;
  /** Saves what is unsent as a file; null where that cannot be done. */
  readonly rescue: (() => void) | null;
};

/** The page while the last answers are on their way, with a file to hand in should the server stay away. Drawn anew only
 *  when it changes, so that a button keeps its focus. */
export function sendingPage(shell: Shell): (now: Sending) => void {
  let drawn = "";
  return ({ unsent, isAway, rescue }) => {
    const { sending } = shell.texts;
    const hasRescue = isAway && rescue !== null;
    const lines = [sending.text(unsent), ...(isAway ? [sending.away] : []), ...(hasRescue ? [sending.rescueHelp] : [])];
    if (lines.join("\n") === drawn) return;
    drawn = lines.join("\n");
    shell.stopping(null);
    shell.show({
      title: sending.title,
      body: lines.map((line) => element("p", {}, [line])),
      actions: [hasRescue ? button(sending.rescue, "secondary", rescue) : null],
    });
  };
}
