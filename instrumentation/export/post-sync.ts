import { Worker } from "node:worker_threads";

export interface SyncPost {
  url: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

/**
 * Posts while the calling thread stands still, for an `exit` listener or a signal, where nothing asynchronous runs any more. Returns one
 * HTTP status for each post; 0 where there was no answer within `timeoutMs`.
 *
 * A thread and not a child process: in a single-executable app `process.execPath` is the app itself. It takes 30 to 60 ms, most of it the
 * thread's start.
 */
export function postSync(posts: readonly SyncPost[], timeoutMs: number): number[] {
  const state = new Int32Array(new SharedArrayBuffer(4 * (posts.length + 1)));
  const worker = new Worker(POST_ALL, {
    eval: true,
    // Without these two the thread would load our hook, and the app's own preloads, again.
    execArgv: [],
    env: {},
    stdin: true,
    stdout: true,
    stderr: true,
    workerData: { state, posts },
  });
  worker.unref();
  Atomics.wait(state, posts.length, 0, timeoutMs);
  return [...state.subarray(0, posts.length)];
}

/** Plain CommonJS, because it is evaluated as text; it must not need anything of a bundle. */
const POST_ALL = `
const { workerData: { state, posts } } = require("node:worker_threads");
let open = posts.length;
const done = (i, status) => {
  Atomics.store(state, i, status);
  if (--open === 0) { Atomics.store(state, posts.length, 1); Atomics.notify(state, posts.length); }
};
posts.forEach(({ url, headers, body }, i) => {
  let settled = false;
  const once = (status) => { if (!settled) { settled = true; done(i, status); } };
  try { post(url, headers, body, once); } catch { once(0); }
});
function post(url, headers, body, once) {
  const { request } = require(url.startsWith("https:") ? "node:https" : "node:http");
  const sent = request(url, { method: "POST", headers: { ...headers, "content-length": body.byteLength } }, (answer) => {
    answer.resume();
    answer.on("end", () => once(answer.statusCode));
    answer.on("close", () => once(0));
  });
  sent.on("error", () => once(0));
  sent.end(body);
}
`;
