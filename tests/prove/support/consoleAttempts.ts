/** What a script on the participants' pages may know: where the console is, and what it has. */
export type Target = { readonly console: string; readonly study: string };

/** Runs in the page, as a study's script would if it could run at all; answers whether it reached the console. Each has
 *  to stand alone: it is sent to the browser as text. */
export type Attempt = (target: Target) => Promise<boolean> | boolean;

/** Thirty-seven ways from a page of the participants' origin into a console that is open and signed in beside it. */
export const consoleAttempts: Readonly<Record<string, Attempt>> = {
  "read a page": ({ console: at }) =>
    fetch(`${at}/studies`, { credentials: "include" }).then(
      (r) => r.ok,
      () => false,
    ),
  "read a page as text, without CORS": ({ console: at }) =>
    fetch(`${at}/studies`, { credentials: "include", mode: "no-cors" }).then(
      async (r) => (await r.text()) !== "",
      () => false,
    ),
  "read people": ({ console: at, study }) =>
    fetch(`${at}/studies/${study}/people`, { credentials: "include" }).then(
      (r) => r.ok,
      () => false,
    ),
  "read an export": ({ console: at, study }) =>
    fetch(`${at}/studies/${study}/export?format=csv`, { credentials: "include" }).then(
      (r) => r.ok,
      () => false,
    ),
  "read measurements": ({ console: at }) =>
    fetch(`${at}/metrics`, { credentials: "include" }).then(
      (r) => r.ok,
      () => false,
    ),
  "close the study by fetch": ({ console: at, study }) =>
    fetch(`${at}/studies/${study}/state`, {
      method: "POST",
      credentials: "include",
      body: new URLSearchParams({ state: "paused" }),
    }).then(
      (r) => r.ok,
      () => false,
    ),
  "close the study without CORS": ({ console: at, study }) =>
    fetch(`${at}/studies/${study}/state`, {
      method: "POST",
      mode: "no-cors",
      credentials: "include",
      body: new URLSearchParams({ state: "paused" }),
    }).then(
      async (r) => (await r.text()) !== "",
      () => false,
    ),
  "send JSON": ({ console: at, study }) =>
    fetch(`${at}/studies/${study}/state`, {
      method: "POST",
      credentials: "include",
      headers: { "content-type": "application/json" },
      body: '{"state":"paused"}',
    }).then(
      (r) => r.ok,
      () => false,
    ),
  "send a beacon": ({ console: at, study }) => {
    navigator.sendBeacon(`${at}/studies/${study}/state`, new URLSearchParams({ state: "paused" }));
    return false; // what it changed is looked up in the store
  },
  "send by XMLHttpRequest": ({ console: at }) =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("GET", `${at}/studies`);
      request.withCredentials = true;
      request.onload = () => resolve(request.responseText !== "");
      request.onerror = () => resolve(false);
      request.send();
    }),
  "post a form into a frame": ({ console: at, study }) =>
    new Promise((resolve) => {
      const form = document.createElement("form");
      form.method = "post";
      form.action = `${at}/studies/${study}/state`;
      form.target = "sink";
      form.innerHTML = '<input name="state" value="paused">';
      const sink = document.createElement("iframe");
      sink.name = "sink";
      document.body.append(sink, form);
      form.submit();
      setTimeout(() => resolve(sink.contentDocument === null && sink.contentWindow?.length !== 0), 500);
    }),
  "ask for a form that steals a password": ({ console: at }) => {
    document.body.insertAdjacentHTML(
      "beforeend",
      `<form action="${at}/sign-in" method="post" id="phish"><input name="password"></form>`,
    );
    let isSent = true;
    document.addEventListener("securitypolicyviolation", (event) => {
      if (event.effectiveDirective === "form-action") isSent = false;
    });
    document.querySelector<HTMLFormElement>("#phish")?.requestSubmit();
    return new Promise((resolve) => setTimeout(() => resolve(isSent), 500));
  },
  "send a form elsewhere": () =>
    new Promise((resolve) => {
      let isSent = true;
      document.addEventListener("securitypolicyviolation", () => {
        isSent = false;
      });
      document.body.insertAdjacentHTML("beforeend", '<form action="http://127.0.0.1:9/steal" id="out"></form>');
      document.querySelector<HTMLFormElement>("#out")?.requestSubmit();
      setTimeout(() => resolve(isSent), 500);
    }),
  "read the console's cookie": () => document.cookie.includes("saydo="),
  "read it from the cookie store": async () => {
    const store = (globalThis as { cookieStore?: { getAll(): Promise<readonly { name: string }[]> } }).cookieStore;
    return ((await store?.getAll().catch(() => [])) ?? []).some(({ name }) => name.includes("saydo"));
  },
  "read what the console keeps": () =>
    [localStorage, sessionStorage].some((kept) => kept.getItem("console-canary") !== null),
  "open the console's databases": async () =>
    ((await indexedDB.databases?.()) ?? []).some(({ name }) => name === "console-canary"),
  "read the console's caches": async () =>
    ((await globalThis.caches?.keys().catch(() => [])) ?? []).some((name) => name === "console-canary"),
  "reach the window that opened it": () => window.opener !== null,
  "reach a window above": () => window.parent !== window || window.top !== window,
  "reach the console by its window's name": ({ console: at }) => {
    const found = window.open("", "saydo-console");
    try {
      return found?.location.href.startsWith(at) ?? false;
    } catch {
      return false;
    } finally {
      found?.close();
    }
  },
  "open the console and read it": ({ console: at }) =>
    new Promise((resolve) => {
      const opened = window.open(`${at}/studies`);
      setTimeout(() => {
        try {
          resolve((opened?.document.body.textContent ?? "") !== "");
        } catch {
          resolve(false);
        } finally {
          opened?.close();
        }
      }, 700);
    }),
  "steer a window it opened": ({ console: at }) =>
    new Promise((resolve) => {
      const opened = window.open(`${at}/studies`);
      setTimeout(() => {
        const isHeld = opened !== null && !opened.closed;
        opened?.close();
        resolve(isHeld);
      }, 700);
    }),
  "frame the console": ({ console: at }) =>
    new Promise((resolve) => {
      const frame = document.createElement("iframe");
      frame.src = `${at}/studies`;
      document.body.append(frame);
      setTimeout(() => {
        try {
          resolve((frame.contentDocument?.body.textContent ?? "") !== "");
        } catch {
          resolve(false);
        }
      }, 700);
    }),
  "frame the console in an object": ({ console: at }) =>
    new Promise((resolve) => {
      const object = document.createElement("object");
      object.data = `${at}/studies`;
      object.onload = () => resolve(true);
      object.onerror = () => resolve(false);
      document.body.append(object);
      setTimeout(() => resolve(false), 700);
    }),
  "take the console's page as a script": ({ console: at }) =>
    new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = `${at}/studies`;
      script.onload = () => resolve(true);
      script.onerror = () => resolve(false);
      document.head.append(script);
    }),
  "take the console's page as a style": ({ console: at }) =>
    new Promise((resolve) => {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = `${at}/look.css`;
      link.onload = () => resolve(true);
      link.onerror = () => resolve(false);
      document.head.append(link);
    }),
  "probe the console by a picture": ({ console: at }) =>
    new Promise((resolve) => {
      const image = new Image();
      image.onload = () => resolve(true);
      image.onerror = () => resolve(false);
      image.src = `${at}/studies`;
    }),
  "install a service worker over the console": ({ console: at }) =>
    navigator.serviceWorker?.register(`${at}/worker.js`, { scope: "/" }).then(
      () => true,
      () => false,
    ) ?? false,
  "install a service worker from a text": () =>
    navigator.serviceWorker?.register("data:text/javascript,1").then(
      () => true,
      () => false,
    ) ?? false,
  "install one from the study's own files": ({ study }) =>
    navigator.serviceWorker?.register(`/s/${study}/stimuli/evil.js`, { scope: "/" }).then(
      () => true,
      () => false,
    ) ?? false,
  "connect by WebSocket": ({ console: at }) =>
    new Promise((resolve) => {
      try {
        const socket = new WebSocket(at.replace("http", "ws"));
        socket.onopen = () => resolve(true);
        socket.onerror = () => resolve(false);
      } catch {
        resolve(false);
      }
    }),
  "listen to the console's events": ({ console: at }) =>
    new Promise((resolve) => {
      const source = new EventSource(`${at}/studies`, { withCredentials: true });
      source.onopen = () => resolve(true);
      source.onerror = () => resolve(false);
      setTimeout(() => resolve(false), 500);
    }),
  "speak over a channel": () =>
    new Promise((resolve) => {
      const channel = new BroadcastChannel("console-canary");
      channel.onmessage = () => resolve(true);
      channel.postMessage("who is there?");
      setTimeout(() => resolve(false), 300);
    }),
  "work in a shared worker": () =>
    new Promise((resolve) => {
      try {
        const worker = new SharedWorker("data:text/javascript,onconnect=e=>e.ports[0].postMessage(1)");
        worker.port.onmessage = () => resolve(true);
        worker.onerror = () => resolve(false);
        setTimeout(() => resolve(false), 300);
      } catch {
        resolve(false);
      }
    }),
  "put a cookie of its own before the console's": () => {
    for (const path of ["/", "/studies", "/studies/coffee-brands"]) {
      // biome-ignore lint/suspicious/noDocumentCookie: this is what an attacker would write
      document.cookie = `saydo=${"x".repeat(43)}; path=${path}`;
    }
    return false; // whether the console is still open is seen afterwards
  },
  "run text as script": () => {
    const made = document.createElement("div");
    made.innerHTML = '<img src="x" onerror="window.evilRan = 1"><a href="javascript:window.evilRan=1" id="run"></a>';
    document.body.append(made);
    document.querySelector<HTMLElement>("#run")?.click();
    return new Promise((resolve) => setTimeout(() => resolve("evilRan" in window), 300));
  },
};
