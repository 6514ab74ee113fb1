/** JSON text on one line: line ends between values become spaces, everything else stays byte for byte. Inside strings
 *  JSON has no raw line ends. */
export function oneLine(json: string): string {
  return json.replaceAll(/[\r\n]/g, " ");
}
