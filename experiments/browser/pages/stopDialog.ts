import { button, element } from "./element.ts";
import type { Shell } from "./shell.ts";

/** Asks whether to stop, and what becomes of the answers. "Stop" and one more press are all it takes; closing the
 *  dialog goes on. */
export function askToStop(shell: Shell): Promise<"erase" | "keep" | "goOn"> {
  const { stop } = shell.texts;
  const heading = element("h2", { id: "stop-title" }, [stop.title]);
  const dialog = element("dialog", { class: "stop-dialog", "aria-labelledby": "stop-title" });
  return new Promise((resolve) => {
    const answer = (value: "erase" | "keep" | "goOn") => () => {
      dialog.close();
      dialog.remove();
      resolve(value);
    };
    dialog.append(
      heading,
      element("p", {}, [stop.text]),
      element("div", { class: "stop-choices" }, [
        button(stop.goOn, "primary", answer("goOn")),
        button(stop.keep, "secondary", answer("keep")),
        button(stop.erase, "secondary", answer("erase")),
      ]),
    );
    dialog.addEventListener("cancel", answer("goOn"));
    // Keys pressed here must not reach the task behind.
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
    document.body.append(dialog);
    dialog.showModal();
  });
}
