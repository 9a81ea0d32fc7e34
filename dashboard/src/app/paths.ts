/** Below it lie the links of notices, each a right of its own. */
export const LINK_PATH = '/n/';
