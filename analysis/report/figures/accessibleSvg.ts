import { escapeMarkup } from "../escapeMarkup.ts";

type Naming = { readonly id: string; readonly title: string; readonly description: string; readonly className: string };

/** An SVG string as an image with a name and a description for those who do not see it. `id` must be unique in the page. */
export function accessibleSvg(svg: string, { id, title, description, className }: Naming): string {
  const names = `<title id="${id}-title">${escapeMarkup(title)}</title><desc id="${id}-desc">${escapeMarkup(description)}</desc>`;
  return svg.replace(
    /^<svg([^>]*)>/,
    (_, attributes: string) =>
      `<svg class="${className}" role="img" aria-labelledby="${id}-title" aria-describedby="${id}-desc"${attributes}>${names}`,
  );
}
