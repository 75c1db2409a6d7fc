/** The runbook as a board: a message links to it, so it opens where the reader is logged in already. */
export const RUNBOOK_UID = "tollgate-runbook";
