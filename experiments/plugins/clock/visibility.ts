/** Notes whether the page was hidden at any moment since the watch began. */
export type VisibilityWatch = { readonly wasLost: () => boolean; readonly stop: () => void };

export function watchVisibility(): VisibilityWatch {
  let isLost = document.visibilityState === "hidden";
  const note = () => {
    if (document.visibilityState === "hidden") isLost = true;
  };
  document.addEventListener("visibilitychange", note);
  return { wasLost: () => isLost, stop: () => document.removeEventListener("visibilitychange", note) };
}
