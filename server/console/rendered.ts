import { type FunctionComponent, h } from "preact";
import { renderToString } from "preact-render-to-string";

/** A page as HTML. */
export function rendered<Props extends object>(page: FunctionComponent<Props>, props: Props): string {
  return `<!doctype html>${renderToString(h(page, props))}`;
}
