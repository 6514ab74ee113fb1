/** Enough of a browser to use the console's forms: keeps the cookie, follows redirects, sends the page's proof. */
export class Browser {
  text = "";
  path = "";
  readonly #origin: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #cookies = new Map<string, string>();
  #proof = "";

  constructor(origin: string, headers: Readonly<Record<string, string>> = {}) {
    this.#origin = origin;
    this.#headers = headers;
  }

  /** As after signing in, without the time that judging a password takes. */
  keepSession(token: string): void {
    this.#cookies.set("saydo", token);
  }

  /** As after closing it: the session is over, the browser is the same. */
  forgetSession(): void {
    this.#cookies.delete("saydo");
  }

  async get(path: string): Promise<number> {
    return await this.#visit(path, { method: "GET" });
  }

  /** Fields go with the proof of the last page seen, unless they bring their own. */
  async post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<number> {
    const body = new URLSearchParams({ csrf: this.#proof, ...fields });
    return await this.#visit(path, { method: "POST", body, headers });
  }

  async upload(
    path: string,
    fields: Record<string, string>,
    files: Record<string, string | Uint8Array<ArrayBuffer>>,
  ): Promise<number> {
    const body = new FormData();
    for (const [name, value] of Object.entries({ csrf: this.#proof, ...fields })) body.set(name, value);
    for (const [name, content] of Object.entries(files)) body.set("file", new File([content], name));
    return await this.#visit(path, { method: "POST", body });
  }

  /** What it would send along. */
  get cookie(): string {
    return this.#sent();
  }

  #sent(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async #visit(path: string, request: RequestInit): Promise<number> {
    const response = await fetch(`${this.#origin}${path}`, {
      ...request,
      redirect: "manual",
      headers: { ...this.#headers, ...Object.fromEntries(new Headers(request.headers)), cookie: this.#sent() },
    });
    for (const set of response.headers.getSetCookie()) {
      const [name = "", value = ""] = set.split(";")[0]?.split("=") ?? [];
      this.#cookies.set(name, value);
    }
    this.path = path;
    const to = response.headers.get("location");
    if (to !== null) {
      await response.arrayBuffer();
      return await this.get(to);
    }
    this.text = await response.text();
    this.#proof = /name="csrf" value="([^"]*)"/.exec(this.text)?.[1] ?? this.#proof;
    return response.status;
  }
}
