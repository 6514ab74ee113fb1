/** Shortens a label to `most` characters with an ellipsis; the whole label stands in the figure's table. */
export function clip(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most
    ? text
    : `${characters
        .slice(0, Math.max(1, most - 1))
        .join("")
        .trimEnd()}…`;
}
