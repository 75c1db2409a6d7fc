import { createHmac } from "node:crypto";

const PREFIX = "hmac-";
const HASHED = /^hmac-[0-9a-f]{32}$/;
/** Users of a process come again and again; one hash is 2 µs. About 1 MB. */
const REMEMBERED_USERS = 10_000;

/**
 * `hmac-` and 32 hex digits of HMAC-SHA256 of the user id under `key`: the same user has the same value in every process with the key, and
 * without it nobody can try ids out. What is hashed already, by a service before this one, stays.
 */
export function createUserHash(key: string): (user: string) => string {
  const known = new Map<string, string>();
  return (user) => {
    if (HASHED.test(user)) return user;
    let hash = known.get(user);
    if (hash === undefined) {
      hash = PREFIX + createHmac("sha256", key).update(user).digest("hex").slice(0, 32);
      if (known.size >= REMEMBERED_USERS) known.clear();
      known.set(user, hash);
    }
    return hash;
  };
}
