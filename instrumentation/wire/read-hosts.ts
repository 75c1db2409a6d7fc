/**
 * `host=provider,host:port=provider`, of which a host may also be given as a base URL. Keys are as `URL` has them, because they are compared
 * with what it says of a call's address.
 */
export function readHosts(list: string, complain: (line: string) => void): ReadonlyMap<string, string> {
  const hosts = new Map<string, string>();
  for (const pair of list.split(",").map((pair) => pair.trim())) {
    if (pair === "") continue;
    // The last one: a URL may have others in its query.
    const at = pair.lastIndexOf("=");
    const host = hostOf(pair.slice(0, at).trim());
    const provider = pair.slice(at + 1).trim();
    if (at > 0 && host !== undefined && /^[^\s/]+$/.test(provider)) hosts.set(host, provider.toLowerCase());
    else
      complain(`Cannot use "${withoutPassword(pair)}" of TOLLGATE_HOSTS: expected host=provider or host:port=provider`);
  }
  return hosts;
}

function hostOf(given: string): string | undefined {
  const text = given.includes("://") ? given : `http://${given}`;
  if (!URL.canParse(text)) return undefined;
  const { protocol, host, hostname } = new URL(text);
  if (!/^https?:$/.test(protocol) || !/^[a-z0-9._:[\]-]+$/.test(host)) return undefined;
  // The port of HTTPS is in no URL of it, so a host of that port is found without.
  return host.endsWith(":443") ? hostname : host;
}

function withoutPassword(text: string): string {
  return text.replace(/[^/\s]*@/, "");
}
