/** Words as one line of a shell; what a shell would divide or change is quoted. */
export function shellWords(words: readonly string[]): string {
  return words.map(quoted).join(" ");
}

function quoted(word: string): string {
  return /^[\w@%+=:,./…\\-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
