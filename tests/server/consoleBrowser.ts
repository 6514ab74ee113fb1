/** Enough of a browser to use the console's forms: keeps the cookie, follows redirects, sends the page's proof. */
export class Browser {
  text = "";
  path = "";
  readonly #origin: string;
  #cookie = "";
  #proof = "";

  constructor(origin: string) {
    this.#origin = origin;
  }

  async get(path: string): Promise<number> {
    return await this.#visit(path, { method: "GET" });
  }

  /** Fields go with the proof of the last page seen, unless they bring their own. */
  async post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<number> {
    const body = new URLSearchParams({ csrf: this.#proof, ...fields });
    return await this.#visit(path, { method: "POST", body, headers });
  }

  async upload(path: string, fields: Record<string, string>, files: Record<string, string>): Promise<number> {
    const body = new FormData();
    for (const [name, value] of Object.entries({ csrf: this.#proof, ...fields })) body.set(name, value);
    for (const [name, content] of Object.entries(files)) body.set("file", new File([content], name));
    return await this.#visit(path, { method: "POST", body });
  }

  async #visit(path: string, request: RequestInit): Promise<number> {
    const response = await fetch(`${this.#origin}${path}`, {
      ...request,
      redirect: "manual",
      headers: { ...Object.fromEntries(new Headers(request.headers)), cookie: this.#cookie },
    });
    const cookie = response.headers.get("set-cookie")?.split(";")[0];
    if (cookie !== undefined) this.#cookie = cookie;
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
