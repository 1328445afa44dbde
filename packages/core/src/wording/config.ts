import type { Locale } from './locale.ts';

const zh = {
  database_url: 'PostgreSQL 地址，如 postgresql://user:password@host:5432/database',
  bot_token: '以 xoxb- 开头的机器人令牌（Bot Token）',
  app_token: '以 xapp- 开头的应用级令牌（App-Level Token）',
  app_token_or_signing_secret: 'Socket Mode 用的应用级令牌（xapp-…）；用 HTTP 接入则改填 SLACK_SIGNING_SECRET',
  signing_secret: 'Slack 应用的签名密钥（Signing Secret）',
  api_url: '以 /api/ 结尾的 http(s) 地址',
  channel: '频道 ID（C…）或频道名称，不含空格',
  policy_file: '授信政策文件的路径',
  company_file: '公司设置文件的路径',
  port: '0 至 65535 的端口号',
  host: '监听地址',
  web_address: 'http(s) 地址',
  trust_proxy: 'off、本服务前面有几层代理（1 至 10），或代理的地址',
  extension_ids: '浏览器扩展的 ID（每个为 32 个 a–p 的字母），用逗号分隔',
  folder: '文件夹路径',
  cron: '五或六段、确有执行时刻的 cron 表达式，如 "30 7-21/2 * * *"',
  locale: 'zh 或 en',
  staff_code: '人员编号，不含空格',
  on_or_off: 'on 或 off',
  log_level: 'fatal、error、warn、info、debug、trace 或 silent',
};

/** What a configuration variable must be. */
export type ConfigExpectation = keyof typeof zh;

const en: Readonly<Record<ConfigExpectation, string>> = {
  database_url: 'a PostgreSQL address such as postgresql://user:password@host:5432/database',
  bot_token: 'a bot token that starts with xoxb-',
  app_token: 'an app-level token that starts with xapp-',
  app_token_or_signing_secret: 'an app-level token (xapp-…) for Socket Mode, or SLACK_SIGNING_SECRET for HTTP',
  signing_secret: 'the signing secret of the Slack app',
  api_url: 'an http(s) address that ends with /api/',
  channel: 'a channel id (C…) or a channel name, without spaces',
  policy_file: 'the path of a policy file',
  company_file: 'the path of the company settings',
  port: 'a port number from 0 to 65535',
  host: 'an address to listen on',
  web_address: 'an http(s) address',
  trust_proxy: 'off, how many proxies stand before this server (1 to 10), or their addresses',
  extension_ids: 'ids of browser extensions (32 letters a–p each), separated by commas',
  folder: 'a folder',
  cron: 'a cron expression of five or six fields that does fire, such as "30 7-21/2 * * *"',
  locale: 'zh or en',
  staff_code: 'a staff code, without spaces',
  on_or_off: 'on or off',
  log_level: 'fatal, error, warn, info, debug, trace or silent',
};

/** What each variable must be, in the reader's words. */
export const CONFIG_EXPECTATIONS: Readonly<Record<Locale, Readonly<Record<ConfigExpectation, string>>>> = { zh, en };
