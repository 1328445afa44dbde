export type Locale = 'zh-CN' | 'en-US';

const words = {
  actAs: { 'zh-CN': '当前身份', 'en-US': 'Acting as' },
  choosePerson: { 'zh-CN': '换一个人', 'en-US': 'Switch person' },
  searchPeople: { 'zh-CN': '按姓名、职务或邮箱查找', 'en-US': 'Search by name, title or email' },
  nobodyFound: { 'zh-CN': '没有找到', 'en-US': 'Nobody found' },
  channels: { 'zh-CN': '频道', 'en-US': 'Channels' },
  directMessages: { 'zh-CN': '私信', 'en-US': 'Direct messages' },
  registry: { 'zh-CN': '企业信息网站沙盒 ↗', 'en-US': 'Registry sites ↗' },
  apps: { 'zh-CN': '应用', 'en-US': 'Apps' },
  home: { 'zh-CN': '主页', 'en-US': 'Home' },
  messages: { 'zh-CN': '消息', 'en-US': 'Messages' },
  connected: { 'zh-CN': '应用已连接', 'en-US': 'App connected' },
  http: { 'zh-CN': '应用经 HTTP 接收', 'en-US': 'App reached by HTTP' },
  disconnected: { 'zh-CN': '应用未连接', 'en-US': 'App not connected' },
  disconnectedLong: {
    'zh-CN': '应用还没有连接。命令和按钮要等它启动后才能使用，这里会自动更新。',
    'en-US': 'The app is not connected yet. Commands and buttons work once it starts; this page updates by itself.',
  },
  pageOffline: { 'zh-CN': '与沙盒的连接断开，正在重连…', 'en-US': 'Lost the sandbox, reconnecting…' },
  loading: { 'zh-CN': '正在载入…', 'en-US': 'Loading…' },
  noMessages: { 'zh-CN': '这里还没有消息', 'en-US': 'No messages here yet' },
  noMessagesHint: {
    'zh-CN': '说点什么，或输入 / 使用命令。',
    'en-US': 'Say something, or type / for commands.',
  },
  channelStart: { 'zh-CN': '这是 #name 的开头', 'en-US': 'This is the very beginning of #name' },
  directStart: { 'zh-CN': '这是你与 #name 的私信', 'en-US': 'This is your conversation with #name' },
  homeEmpty: { 'zh-CN': '主页还没有内容', 'en-US': 'Nothing on Home yet' },
  homeEmptyHint: {
    'zh-CN': '打开主页时应用会收到通知，内容稍后出现在这里。',
    'en-US': 'The app hears that you opened Home; its content appears here.',
  },
  earlier: { 'zh-CN': '显示更早的消息', 'en-US': 'Show earlier messages' },
  newMessages: { 'zh-CN': '有新消息 ↓', 'en-US': 'New messages ↓' },
  onlyYou: { 'zh-CN': '仅你可见', 'en-US': 'Only visible to you' },
  dismiss: { 'zh-CN': '隐藏', 'en-US': 'Dismiss message' },
  edited: { 'zh-CN': '（已编辑）', 'en-US': '(edited)' },
  app: { 'zh-CN': '应用', 'en-US': 'APP' },
  today: { 'zh-CN': '今天', 'en-US': 'Today' },
  yesterday: { 'zh-CN': '昨天', 'en-US': 'Yesterday' },
  replies: { 'zh-CN': '#count 条回复', 'en-US': '#count replies' },
  oneReply: { 'zh-CN': '1 条回复', 'en-US': '1 reply' },
  thread: { 'zh-CN': '消息列', 'en-US': 'Thread' },
  replyInThread: { 'zh-CN': '回复消息列', 'en-US': 'Reply in thread' },
  repliedTo: { 'zh-CN': '回复了消息列', 'en-US': 'replied to a thread' },
  more: { 'zh-CN': '更多操作', 'en-US': 'More actions' },
  noShortcuts: { 'zh-CN': '没有可用的快捷操作', 'en-US': 'No shortcuts' },
  close: { 'zh-CN': '关闭', 'en-US': 'Close' },
  cancel: { 'zh-CN': '取消', 'en-US': 'Cancel' },
  submit: { 'zh-CN': '提交', 'en-US': 'Submit' },
  back: { 'zh-CN': '返回', 'en-US': 'Back' },
  send: { 'zh-CN': '发送', 'en-US': 'Send' },
  writeTo: { 'zh-CN': '发消息到 #name', 'en-US': 'Message #name' },
  reply: { 'zh-CN': '回复…', 'en-US': 'Reply…' },
  archived: { 'zh-CN': '此频道已归档，不能再发消息。', 'en-US': 'This channel is archived; nothing can be posted.' },
  commands: { 'zh-CN': '命令', 'en-US': 'Commands' },
  commandHint: { 'zh-CN': '回车补全，再回车发送', 'en-US': 'Enter completes, Enter again sends' },
  notACommand: { 'zh-CN': '#command 不是有效的命令', 'en-US': '#command is not a valid command' },
  noCommandInThread: {
    'zh-CN': '命令不能在消息列里使用，请到频道里输入。',
    'en-US': 'Commands do not work in threads; type them in the channel.',
  },
  commandFailed: {
    'zh-CN': '#command 没有成功：应用没有响应（#error）',
    'en-US': '#command failed: the app did not respond (#error)',
  },
  actFailed: {
    'zh-CN': '没有成功：应用没有响应（#error）。请稍后再试。',
    'en-US': 'That did not work: the app did not respond (#error). Please try again.',
  },
  modalFailed: {
    'zh-CN': '连接遇到问题，请再试一次（#error）',
    'en-US': 'We had some trouble connecting. Try again? (#error)',
  },
  optional: { 'zh-CN': '（选填）', 'en-US': '(optional)' },
  choose: { 'zh-CN': '请选择', 'en-US': 'Select an option' },
  searching: { 'zh-CN': '正在查找…', 'en-US': 'Searching…' },
  typeMore: { 'zh-CN': '请再输入一些文字', 'en-US': 'Type to search' },
  noOptions: { 'zh-CN': '没有结果', 'en-US': 'No results' },
  optionsFailed: { 'zh-CN': '没有取到选项', 'en-US': 'Could not load options' },
  remove: { 'zh-CN': '去掉 #name', 'en-US': 'Remove #name' },
  addFile: { 'zh-CN': '添加文件', 'en-US': 'Add file' },
  characters: { 'zh-CN': '还可输入 #count 个字符', 'en-US': '#count characters left' },
  previous: { 'zh-CN': '上一页', 'en-US': 'Previous' },
  next: { 'zh-CN': '下一页', 'en-US': 'Next' },
  page: { 'zh-CN': '第 #page / #pages 页', 'en-US': 'Page #page of #pages' },
  unread: { 'zh-CN': '#count 条未读', 'en-US': '#count unread' },
  openMenu: { 'zh-CN': '打开侧栏', 'en-US': 'Open sidebar' },
  people: { 'zh-CN': '#count 人', 'en-US': '#count people' },
} satisfies Record<string, Record<Locale, string>>;

export type Word = keyof typeof words;

/** A word in a language; `#name` parts are filled in. */
export function say(locale: Locale, word: Word, parts: Record<string, string | number> = {}): string {
  let text: string = words[word][locale];
  for (const [name, value] of Object.entries(parts)) text = text.replace(`#${name}`, String(value));
  return text;
}
