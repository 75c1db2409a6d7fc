/** What a child of ours needs of the operator's environment: to run, to find its files and to reach the network. */
const INHERITED = [
  "PATH",
  "HOME",
  "TMPDIR",
  "LANG",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "http_proxy",
  "https_proxy",
  "no_proxy",
];

/**
 * The environment of a child process: never the whole of ours. `NODE_OPTIONS=--import tollgate/register` would meter
 * our own ClickHouse, `OTEL_*` would redirect the collector, and provider keys have no business in their crash dumps.
 */
export function childEnv(own: Record<string, string>): Record<string, string> {
  const env: Record<string, string> = {};
  for (const name of INHERITED) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  return { ...env, ...own };
}
