/** Ends a task that is under way: its page is gone, and keys no longer reach what listened for it. */
export function silenceTask(): void {
  for (const kind of ["keydown", "keyup"]) {
    window.addEventListener(kind, (event) => event.stopImmediatePropagation(), { capture: true });
  }
}
