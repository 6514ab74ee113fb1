import { type FunctionComponent, h } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Visit } from "./consoleRoute.ts";
import { readIn } from "./reader.ts";

/** A page as HTML, its moments in the time zone of who visits it. */
export function rendered<Props extends { readonly visit: Pick<Visit, "account"> }>(
  page: FunctionComponent<Props>,
  props: Props,
): string {
  const html = readIn(props.visit.account?.timeZone ?? null, () => renderToString(h(page, props)));
  return `<!doctype html>${html}`;
}
