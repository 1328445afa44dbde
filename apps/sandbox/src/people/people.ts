import type { Hub } from '../hub.ts';
import type { Sandbox } from '../types.ts';
import { click } from './click.ts';
import { runCommand } from './command.ts';
import { loadOptions } from './options.ts';
import { messageShortcut, openHome, postAs, uploadAs } from './post.ts';
import { closeModal, submit } from './submit.ts';

/** What a person can do, in the page and in tests alike. */
export type People = Pick<
  Sandbox,
  'command' | 'click' | 'submit' | 'closeModal' | 'messageShortcut' | 'openHome' | 'loadOptions' | 'postAs' | 'uploadAs'
>;

export const createPeople = (hub: Hub): People => ({
  command: (userId, channel, text) => runCommand(hub, userId, channel, text),
  click: (userId, target, actionId, given, typed) => click(hub, userId, target, actionId, given, typed),
  submit: (userId, viewId, values) => submit(hub, userId, viewId, values),
  closeModal: (userId, viewId, wholeStack) => closeModal(hub, userId, viewId, wholeStack),
  messageShortcut: (userId, channel, ts, callbackId) => messageShortcut(hub, userId, channel, ts, callbackId),
  openHome: (userId) => openHome(hub, userId),
  loadOptions: (userId, target, actionId, typed) => loadOptions(hub, userId, target, actionId, typed),
  postAs: async (userId, channel, text, threadTs) => postAs(hub, userId, channel, text, threadTs),
  uploadAs: (userId, name, content) => uploadAs(hub, userId, name, content),
});
