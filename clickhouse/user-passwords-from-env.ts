import type { UserPasswords } from "./create-users.ts";

/** `{ users }` for `migrate` when all three TOLLGATE_{WRITER,READER,GUARD}_PASSWORD are set; else nothing: users are then someone else's affair. */
export function userPasswordsFromEnv(env: NodeJS.ProcessEnv): { users?: UserPasswords } {
  const { TOLLGATE_WRITER_PASSWORD: writer, TOLLGATE_READER_PASSWORD: reader, TOLLGATE_GUARD_PASSWORD: guard } = env;
  return writer && reader && guard ? { users: { writer, reader, guard } } : {};
}
