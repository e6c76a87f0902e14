/** The alias under which a function is called: whoever calls it has the version that was deployed last as a whole. */
export const LIVE_ALIAS = 'live';
