/** The browser extension's id, which follows from the public key in its manifest: the same wherever it is loaded from. */
export const EXTENSION_ID = 'jpjfcijdlmbpchjkdeaflklanhfokmgj';
