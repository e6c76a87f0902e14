/**
 * Place of the state of the `state-backend` stack itself. It starts as a local file, since the bucket does not exist
 * yet; once applied, `bucket` moves it there: docs/runbooks/state-backend.md.
 */
export const stateBackendOwnState: 'local' | 'bucket' = 'local';
