import { catalogue } from '../catalogue.ts';

/** Texts of changing an answer and of the record of all answers. Parameters are already escaped. */
export const answersWording = catalogue({
  zh: {
    edit: '修改反馈',
    editTitle: '修改反馈',
    editing: '风控审核之前可以修改；原来的反馈会保留在反馈记录中。',
    notYours: (p: { name: string }) => `这份反馈由 ${p.name} 提交，只有本人或其主管可以修改。`,
    edited: (p: { revision: number }) => `（已修改，第 ${p.revision} 版）`,
    history: '反馈记录',
    historyTitle: '反馈记录',
    notAllowed: '反馈记录仅客户负责人、其主管、风控、财务和管理层可见。',
    none: '这张预警单还没有反馈。',
    revision: (p: { revision: number; name: string; at: string }) => `*第 ${p.revision} 版* · ${p.name} · ${p.at}`,
    earlier: (p: { count: number }) => `更早的 ${p.count} 版未在此列出`,
    sendFiles: '把附件发给我',
    filesComing: '附件会由信哨私信发给您，请稍候。',
    filesOf: (p: { name: string; id: string }) => `📎 ${p.name} · 预警单 #${p.id} 的反馈附件`,
    fileFailed: '📎 您反馈中的附件没有保存成功，请用“修改反馈”重新上传',
    fallbackFile: (p: { name: string }) => `附件没有保存成功：${p.name} 的预警反馈，请重新上传`,
  },
  en: {
    edit: 'Change the answer',
    editTitle: 'Change the answer',
    editing: 'You may change it until risk has reviewed it; the answer of before stays in the record.',
    notYours: (p) => `This answer was given by ${p.name}; only they or their manager may change it.`,
    edited: (p) => ` (changed, version ${p.revision})`,
    history: 'Record of answers',
    historyTitle: 'Record of answers',
    notAllowed:
      "The record of answers is visible to the customer's owner, their manager, risk, finance and executives.",
    none: 'The alert has not been answered yet.',
    revision: (p) => `*Version ${p.revision}* · ${p.name} · ${p.at}`,
    earlier: (p) => `${p.count} earlier version(s) are not listed here`,
    sendFiles: 'Send me the files',
    filesComing: 'The files will come to you by direct message in a moment.',
    filesOf: (p) => `📎 Files attached to the answers on ${p.name}, alert #${p.id}`,
    fileFailed:
      '📎 A file attached to your answer could not be stored: please attach it again with *Change the answer*',
    fallbackFile: (p) => `A file was not stored: your answer on ${p.name}, please attach it again`,
  },
});
