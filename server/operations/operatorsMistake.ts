import { Problem, type ProblemDetails } from "../../experiments/contract/problem.ts";

/** What whoever runs a command can repair (a path, a port, a right, a full disk, a file that is too large), as a refusal that
 *  names the place; undefined when it was our own mistake. */
export function operatorsMistake(error: unknown): Problem | undefined {
  if (!(error instanceof Error)) return undefined;
  const details = systemRefusal(error) ?? storeRefusal(error) ?? sizeRefusal(error);
  return details && new Problem(details);
}

const PATHS: Readonly<Record<string, readonly [detail: string, todo: string]>> = {
  ENOENT: ["is not there", "Check the path, and make its folder first."],
  ENOTDIR: ["is not a folder, or one above it is none", "Check the path."],
  EISDIR: ["is a folder, where a file is needed", "Check the path."],
  EEXIST: ["is there already", "Name another, or move it away."],
  ENOTEMPTY: ["is not empty", "Name another, or empty it."],
  EACCES: ["may not be used by this user", "Give this user the right to it, or name another place."],
  EPERM: ["may not be used by this user", "Give this user the right to it, or name another place."],
  EROFS: ["is on a disk that can only be read", "Name a place that can be written."],
  ENOSPC: ["cannot be written: the disk is full", "Make room, or name a place with more of it."],
  EDQUOT: ["cannot be written: this user's share of the disk is full", "Make room, or name a place with more of it."],
  EFBIG: ["is too large for this disk, or for this process", "Name another disk, or raise the limit."],
  EIO: ["cannot be read or written: the disk fails", "Look at the disk, and use another."],
  ENAMETOOLONG: ["has too long a name", "Name it shorter."],
  ELOOP: ["leads back to itself", "Check its symbolic links."],
  EBUSY: ["is in use", "End what uses it, and try again."],
  ETXTBSY: ["is in use", "End what uses it, and try again."],
  EXDEV: ["is on another disk", "Name a place on the same disk."],
  EMFILE: ["cannot be opened: too many files are open", "Raise the limit of open files (ulimit -n)."],
  ENFILE: ["cannot be opened: too many files are open", "Close other programs."],
};

const NETWORK: Readonly<Record<string, readonly [detail: string, todo: string]>> = {
  EADDRINUSE: ["is taken by another program", "Stop it, or choose others with --port and --console-port."],
  EADDRNOTAVAIL: ["is no address of this computer", "Check --host."],
  EACCES: ["may not be opened by this user", "Choose ports from 1024 on, or give this user the right."],
  ENOTFOUND: ["is not known", "Check the name and the network."],
  EAI_AGAIN: ["cannot be looked up now", "Check the name and the network."],
  ECONNREFUSED: ["does not answer", "Check the address, and that its server runs."],
  ECONNRESET: ["ended the connection", "Try again."],
  ETIMEDOUT: ["does not answer", "Check the address and the network."],
  EHOSTUNREACH: ["cannot be reached", "Check the address and the network."],
  ENETUNREACH: ["cannot be reached", "Check the network."],
};

function systemRefusal(error: Error): ProblemDetails | undefined {
  const cause: unknown = Reflect.get(error, "cause");
  const code = textOf(error, "code") ?? (cause instanceof Error ? textOf(cause, "code") : undefined);
  if (code === undefined) return undefined;
  const isNetwork =
    /^(listen|bind|connect|getaddrinfo)$/.test(textOf(error, "syscall") ?? "") || cause instanceof Error;
  const words = isNetwork ? (NETWORK[code] ?? PATHS[code]) : (PATHS[code] ?? NETWORK[code]);
  // A failed system call has a number; a code alone may be one of our own.
  if (!words || (typeof Reflect.get(error, "errno") !== "number" && !(cause instanceof Error))) return undefined;
  const [detail, todo] = words;
  const place = isNetwork ? addressIn(error, cause) : (textOf(error, "dest") ?? textOf(error, "path"));
  const file = isNetwork || place === undefined ? {} : { file: place };
  return {
    code: isNetwork ? "setting-invalid" : "file-unreadable",
    detail: `${place ?? nameless(error)} ${detail}.`,
    ...file,
    todo,
  };
}

/** A call on an open file says nothing of its path. */
function nameless(error: Error): string {
  return textOf(error, "syscall") === "read" ? "What was to be read" : "What was to be written";
}

function addressIn(error: Error, cause: unknown): string {
  const from = (name: string) =>
    Reflect.get(error, name) ?? (cause instanceof Error ? Reflect.get(cause, name) : undefined);
  const [host, port] = [from("hostname") ?? from("address"), from("port")];
  if (typeof port === "number") return `Port ${port}${typeof host === "string" ? ` at ${host}` : ""}`;
  return typeof host === "string" ? host : "The address";
}

const STORE = { code: "store-unavailable" } as const;

/** SQLite's results by name, as the add-on tells them, and by number, as Node's own driver does; PostgreSQL's by class. */
function storeRefusal(error: Error): ProblemDetails | undefined {
  const code = textOf(error, "code") ?? "";
  const result: unknown = Reflect.get(error, "errcode");
  const primary = typeof result === "number" ? result & 0xff : undefined;
  const is = (name: string, number: number) =>
    code.startsWith(`SQLITE_${name}`) || (code === "ERR_SQLITE_ERROR" && primary === number);
  if (is("FULL", 13)) return { ...STORE, detail: "The store cannot be written: the disk is full.", todo: "Make room." };
  if (is("READONLY", 8))
    return { ...STORE, detail: "The store can only be read here.", todo: "Give this user the right to write it." };
  if (is("CANTOPEN", 14))
    return {
      ...STORE,
      detail: "The store cannot be opened.",
      todo: "Check the path given with --data, and this user's rights to it.",
    };
  if (is("IOERR", 10))
    return {
      ...STORE,
      detail: "The store cannot be read or written: the disk fails or is full.",
      todo: "Look at the disk.",
    };
  if (is("BUSY", 5) || is("LOCKED", 6))
    return {
      ...STORE,
      code: "store-busy",
      detail: "Another process writes the store.",
      todo: "Try again when it has ended.",
    };
  if (is("CORRUPT", 11) || is("NOTADB", 26))
    return {
      ...STORE,
      code: "store-damaged",
      detail: "The store is damaged.",
      todo: "Restore the newest backup with saydo restore.",
    };
  const isDatabase = typeof Reflect.get(error, "severity") === "string";
  if (!isDatabase || !/^(08|25006|28|3D|42501|53|55|57|58)/.test(code)) return undefined;
  return {
    ...STORE,
    detail: `The database refused: ${error.message}.`,
    todo: "Check the database, its disk and this user's rights.",
  };
}

function sizeRefusal(error: Error): ProblemDetails | undefined {
  const isTooLong =
    textOf(error, "code") === "ERR_STRING_TOO_LONG" || textOf(error, "code") === "ERR_FS_FILE_TOO_LARGE";
  if (!isTooLong) return undefined;
  return {
    code: "file-unreadable",
    detail: "A file is too large to be read at once.",
    todo: "Check that it is the right file.",
  };
}

function textOf(error: Error, name: string): string | undefined {
  const value: unknown = Reflect.get(error, name);
  return typeof value === "string" && value !== "" ? value : undefined;
}
