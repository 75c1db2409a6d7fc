-- Who was erased (`tollgate erase`), when and how much: the proof, and how rows that come late are recognised. The id itself is not in it.
-- Read it with FINAL: a run writes its row when it begins, after each step and when it is done. One that was killed stays 'running' until the same
-- command is given again.
--   user_hash   SHA-256 of salt, a zero byte and the id, in hex; whoever knows the id can find its row, and nobody can read it from there.
--               An id that can be guessed can be tried out: let apps hash their users (TOLLGATE_USER_HASH_KEY) where that matters
--   before      calls that began earlier are erased, also where they arrive only now (`tollgate erase --again`); later ones are new
--   changed     rows deleted or changed, by table
--   calls, cost_usd  what the user's calls were and cost as corrected. It is still in all sums, under the user '(erased)'
CREATE TABLE IF NOT EXISTS tollgate.erasures
(
    erasure_id   UUID,
    status       Enum8('running' = 0, 'done' = 1),
    user_hash    String,
    salt         String,
    tenants      Array(String),
    before       DateTime64(3, 'UTC'),
    changed      Map(LowCardinality(String), UInt64),
    calls        Int64,
    cost_usd     Decimal(38, 12),
    requested_by String,
    started_at   DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC'),
    updated_at   DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY erasure_id;

-- What an erasure works with, gone when it is done: the id, the ids of the traces and sessions of its calls, and the key by which these become others.
-- Mutations read it from here, because their text is kept in system.mutations. Calls of one session stay one session under its new name, and labels and
-- evaluations stay with their calls; the key is thrown away, so that nobody finds the way back.
CREATE TABLE IF NOT EXISTS tollgate.erasing
(
    erasure_id UUID,
    kind       Enum8('user' = 0, 'session' = 1, 'trace' = 2, 'hour' = 3, 'rolled' = 4, 'key' = 5),
    tenant     String,
    value      String,
    key        Tuple(UInt64, UInt64),
    before     DateTime64(3, 'UTC')
)
ENGINE = MergeTree
PARTITION BY erasure_id
ORDER BY (kind, tenant, value)
SETTINGS old_parts_lifetime = 1;
